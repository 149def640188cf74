//! CP4013 blank-lines.

use crate::rule::prelude::*;

rule!(CP4013, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let Some(sheet) = Sheet::of(file, number) else {
        return;
    };
    let sections = sheet.roots().map(|it| (it, "section"));
    let services = sheet.section("services").map(|it| (it, "service"));
    for (id, what) in sections.chain(services).filter(|it| !sheet.is_flow(it.0)) {
        for pair in sheet.elements(id).windows(2) {
            let [before, element] = pair else { continue };
            // Single settings such as `name` may stand together.
            let is_single = |it: &Element| {
                let node = &sheet.tree().node(it.value).kind;
                matches!(node, NodeKind::Scalar(_) | NodeKind::Alias(_))
            };
            let (true, Some(gap)) = (!is_single(before), sheet.gap(before, element)) else {
                continue;
            };
            let name = short(sheet.name(element.head).unwrap_or_default());
            let span = sheet.tree().span(element.head);
            let fix = || Fix::safe("add a blank line").replace(gap, sheet.line_break());
            cx.report_span(
                number,
                span,
                format!("no blank line in front of the {what} `{name}`"),
            )
            .help("add a blank line")
            .fix((!sheet.keeps_breaks(before)).then(fix));
        }
    }
}
