//! DX3003 copy-from-untagged-image.

use crate::rule::prelude::*;

rule!(DX3003, on: [Image(check)]);

fn check(image: &ImageUse<'_>, cx: &mut Cx<'_, '_>) {
    let flag = match image.place {
        ImagePlace::From => return,
        ImagePlace::CopyFrom => "--from=",
        ImagePlace::MountFrom => "from=",
    };
    let known = KnownImage::read(&image.word);
    let reference = known.reference();
    if image.base != Base::Image || reference.tag.is_some() || reference.digest.is_some() {
        return;
    }
    let is_image = match image.place {
        // A plain name is more likely a stage with a typing mistake, says DL3022.
        ImagePlace::CopyFrom => image.word.contains('/'),
        // Without a folder it may be a build context that the caller names.
        _ => image.word.contains('/') || known.is_known(),
    };
    if is_image {
        let name = &*image.word;
        cx.report(image.word.span, format!("image `{name}` has no tag"))
            .help(format!("name the version: `{flag}{name}:<version>`"));
    }
}
