//! DX3002 deprecated-base-image.

use crate::rule::prelude::*;

rule!(DX3002, on: [Image(check)]);

fn check<'s>(image: &ImageUse<'s>, cx: &mut Cx<'_, 's>) {
    if matches!(image.base, Base::Stage(_) | Base::Scratch) {
        return;
    }
    let text = image_text(&image.value);
    let known = KnownImage::read(&text);
    let Some(instead) = known.successor() else {
        return;
    };
    // DX3001 tells since when.
    if known.ended().any(|ended| ended.is_main) {
        return;
    }
    let name = Range::new(0, known.reference().name.end as usize);
    let span = part_of_image(image, name, cx);
    let message = format!(
        "the image `{}` is deprecated and gets no updates",
        name.of(&text)
    );
    cx.report(span, message).help(instead);
    if image.place == ImagePlace::From {
        cx.label_defaults(&image.word);
    }
}
