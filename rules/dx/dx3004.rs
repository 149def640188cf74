//! DX3004 mount-from-stage-number.

use crate::rule::prelude::*;

rule!(DX3004, on: [Image(check)]);

fn check(image: &ImageUse<'_>, cx: &mut Cx<'_, '_>) {
    if image.place != ImagePlace::MountFrom || image.base != Base::Image {
        return;
    }
    let number = stage_number(&image.word).and_then(|number| usize::try_from(number).ok());
    let Some(stage) = number.and_then(|number| cx.model().stages.get(number)) else {
        return;
    };
    let fix = stage
        .name
        .as_ref()
        .map(|name| Fix::unchecked("name the stage").replace(image.word.span, name.as_str()));
    let number = &*image.word;
    cx.report(
        image.word.span,
        format!("a mount takes `{number}` as an image, not as the number of a stage"),
    )
    .help("name the stage with `AS`, and mount it by its name")
    .fix(fix);
}
