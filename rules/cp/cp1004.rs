//! CP1004 duplicate-anchor.

use crate::rule::prelude::*;

rule!(CP1004, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    for document in anchors(&file.tree) {
        let mut seen = std::collections::HashMap::new();
        for (_, anchor) in document.anchors {
            if let Some(first) = seen.insert(&*anchor.name, anchor.span) {
                let message = format!("the anchor {} is defined twice", shown(&anchor.name));
                cx.report_span(number, anchor.span, message)
                    .label(first, "it is defined here first")
                    .help("give one of them another name");
            }
        }
    }
}
