//! DL3007 latest-tag.

use crate::rule::prelude::*;

rule!(DL3007, on: [Image(check)]);

fn check<'s>(image: &ImageUse<'s>, cx: &mut Cx<'_, 's>) {
    if image.place != ImagePlace::From || image.base != Base::Image {
        return;
    }
    let Some(text) = image.value.known() else {
        return;
    };
    let reference = ImageRef::read(text);
    if reference.tag() == Some("latest") && reference.digest.is_none() {
        // The tag itself, if it stands there and does not come from a variable.
        let written = &image.word;
        let tag = written
            .strip_suffix("latest")
            .filter(|rest| rest.ends_with(':'));
        let start = written.span.end - 6;
        let span = if tag.is_some() {
            Span::new(start, written.span.end)
        } else {
            written.span
        };
        cx.report(span, format!("image `{text}` changes without notice"))
            .help("name the version, as in `debian:12`");
        cx.label_defaults(&image.word);
    }
}
