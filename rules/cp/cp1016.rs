//! CP1016 wrong-type.

use crate::rule::prelude::*;

rule!(CP1016, on: [ComposeFile(documents), Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    report_misfits(MisfitKind::WrongType, cx);
}

/// A document that is no mapping holds nothing that could fit.
fn documents<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let tree = &file.tree;
    for root in tree.documents.iter().filter_map(|document| document.root) {
        if !tree.is_complete() || tree.is_mapping(root) || tree.is_null(root) {
            continue;
        }
        let what = if tree.is_sequence(root) {
            "a list"
        } else {
            "text"
        };
        let span = tree.span(root);
        let line = span.of(tree.text).lines().next().unwrap_or_default();
        let span = Span::new(span.start, span.start + offset(line.len()));
        cx.report_span(
            number,
            span,
            format!("a Compose file is a mapping, not {what}"),
        )
        .help("begin with `services:`");
    }
}
