//! DL3022 unknown-copy-source.

use crate::rule::prelude::*;

rule!(DL3022, on: [Image(check)]);

fn check(image: &ImageUse<'_>, cx: &mut Cx<'_, '_>) {
    if image.place != ImagePlace::CopyFrom || image.base != Base::Image {
        return;
    }
    // With a tag, a digest or a folder the name is surely meant as an image.
    if image.word.contains(['/', ':', '@']) {
        return;
    }
    let names = cx
        .model()
        .stages
        .iter()
        .filter_map(|stage| stage.name.as_deref());
    let similar = nearest(&image.word, names).map(str::to_owned);
    let message = format!("no stage is called `{}`", &*image.word);
    let finding = cx.report(image.word.span, message);
    match similar {
        Some(name) => finding.help(format!("did you mean `{name}`?")),
        None => finding.help("name a stage of this file, or give the image its tag"),
    };
}
