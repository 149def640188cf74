//! CP1009 multiple-documents.

use crate::rule::prelude::*;

rule!(CP1009, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let tree = &file.tree;
    let documents = tree.documents.iter();
    let mut full = documents.filter(|it| it.root.is_some_and(|root| !tree.is_null(root)));
    let first = full.next().and_then(|it| it.root);
    for document in full {
        let (Some(marker), Some(first)) = (document.marker, first) else {
            continue;
        };
        let start = tree.span(first).start;
        cx.report_span(number, marker, "another document begins here")
            .label(Span::new(start, start + 1), "the first one")
            .help("put both together: many programs read the first one only");
    }
}
