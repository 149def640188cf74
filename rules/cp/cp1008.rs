//! CP1008 empty-document.

use crate::rule::prelude::*;

rule!(CP1008, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let tree = &file.tree;
    if !tree.is_complete() {
        return;
    }
    let is_empty = |document: &Document| document.root.is_none_or(|root| tree.is_null(root));
    if tree.documents.iter().all(is_empty) {
        let marker = tree.documents.iter().find_map(|document| document.marker);
        let comment = tree.comments.first().map(|comment| comment.span);
        let span = marker
            .or(comment)
            .unwrap_or(Span::at(offset(tree.text.len())));
        cx.report_span(number, span, "the file is empty")
            .help("write the services, or delete the file");
        return;
    }
    for document in tree.documents.iter().filter(|it| is_empty(it)) {
        let null = document
            .root
            .map(|root| tree.span(root))
            .filter(|it| !it.is_empty());
        let Some(span) = document.marker.or(null) else {
            continue;
        };
        let fix = null
            .is_none()
            .then(|| Fix::safe("delete it").delete(line(tree.text, span)));
        cx.report_span(number, span, "an empty document begins here")
            .help("delete the `---`")
            .fix(fix);
    }
}

/// A marker with its line, if nothing else stands there.
fn line(text: &str, marker: Span) -> Span {
    let rest = text.get(marker.end as usize..).unwrap_or_default();
    let length = rest.find('\n').map_or(rest.len(), |it| it + 1);
    let is_alone = rest
        .get(..length)
        .is_some_and(|rest| rest.trim().is_empty());
    let length = if is_alone {
        length
    } else {
        rest.len() - rest.trim_start().len()
    };
    Span::new(marker.start, marker.end + offset(length))
}
