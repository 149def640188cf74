//! DL3006 untagged-image.

use crate::rule::prelude::*;

rule!(DL3006, on: [Image(check)]);

fn check<'s>(image: &ImageUse<'s>, cx: &mut Cx<'_, 's>) {
    if image.place != ImagePlace::From || image.base != Base::Image {
        return;
    }
    let Some(text) = image.value.known() else {
        return;
    };
    let reference = ImageRef::read(text);
    if reference.tag.is_none() && reference.digest.is_none() {
        let message = format!("image `{text}` has no tag");
        cx.report(image.word.span, message)
            .help("name the version, as in `debian:12`");
        cx.label_defaults(&image.word);
    }
}
