//! CP1005 unused-anchor.

use crate::rule::prelude::*;

rule!(CP1005, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let tree = &file.tree;
    // An alias may be in what could not be read.
    if !tree.is_complete() {
        return;
    }
    for document in anchors(tree) {
        let used: std::collections::HashSet<_> =
            document.aliases.iter().map(|alias| alias.name).collect();
        for (_, anchor) in &document.anchors {
            if !used.contains(&*anchor.name) {
                let message = format!("nothing uses the anchor {}", shown(&anchor.name));
                cx.report_span(number, anchor.span, message)
                    .help("delete it")
                    .fix(Fix::safe("delete it").delete(without_mark(tree, anchor.span)));
            }
        }
    }
}
