//! CP1425 slash-comment.

use crate::rule::prelude::*;

rule!(CP1425, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    if !file.text.text().contains("// ") {
        return;
    }
    for (id, node) in file.tree.nodes() {
        let YamlKind::Scalar(scalar) = &node.kind else {
            continue;
        };
        if scalar.style != Style::Plain {
            continue;
        }
        let mapped = file.tree.mapped(id);
        let text = mapped.as_str();
        let starts = text.starts_with("// ").then_some(0);
        let Some(at) = starts.or_else(|| text.find(" // ").map(|at| at + 1)) else {
            continue;
        };
        // A program may know it as an operator.
        if text
            .get(..at)
            .unwrap_or_default()
            .matches(['"', '\''])
            .count()
            % 2
            == 1
        {
            continue;
        }
        let rest = mapped.span(Range::new(at, text.len()));
        let line = rest.of(file.text.text()).lines().next().unwrap_or_default();
        let span = Span::new(rest.start, rest.start + offset(line.trim_end().len()));
        let hash = Span::new(rest.start, rest.start + 2);
        let fix = Fix::unchecked("write `#`").replace(hash, "#");
        let message = "`//` begins no comment in YAML, only `#` does";
        cx.report_span(number, span, message)
            .help("write `#`")
            .replaces("CP1016")
            .fix(fix);
    }
}
