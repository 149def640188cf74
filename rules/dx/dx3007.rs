//! DX3007 floating-tag.

use crate::rule::prelude::*;

rule!(DX3007, on: [Image(check)]);

fn check(image: &ImageUse<'_>, cx: &mut Cx<'_, '_>) {
    let Some(text) = image.value.known().filter(|_| image.base == Base::Image) else {
        return;
    };
    let known = KnownImage::read(text);
    let reference = known.reference();
    let (Some(range), None) = (reference.tag, reference.digest) else {
        return;
    };
    let tag = range.of(text);
    // DL3007 speaks of `FROM image:latest`; the name of a release is a version.
    let is_latest = tag == "latest" && image.place == ImagePlace::From;
    let is_version = tag.contains(|c: char| c.is_ascii_digit()) || known.names_release();
    let is_valid = tag
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
    if is_valid && known.is_official() && known.is_known() && !is_latest && !is_version {
        let span = part_of_image(image, range, cx);
        cx.report(
            span,
            format!("the tag `{tag}` moves from version to version"),
        )
        .help("name the version");
    }
}
