//! CP1317 invalid-interpolation.

use crate::rule::prelude::*;

rule!(CP1317, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let tree = &file.tree;
    if !tree.text.contains("${") {
        return;
    }
    for (id, node) in tree.nodes() {
        let Some(text) = tree.scalar(id).map(|it| &*it.text) else {
            continue;
        };
        if !text.contains("${") || tree.is_key(id) {
            continue;
        }
        let place = Place {
            file: number,
            node: id,
            span: node.span,
        };
        for fault in interpolate::Template::parse(text).faults() {
            let at = cx.part(place, fault.range).start;
            cx.report_part(place, fault.range, fault.message.clone())
                .help("write `$$` for a `$` that belongs to the text")
                .fix(Fix::unchecked("double the `$`").insert(at, "$"));
        }
    }
}
