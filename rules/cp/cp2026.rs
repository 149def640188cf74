//! CP2026 image-without-digest.

use crate::rule::prelude::*;

rule!(CP2026, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(image) = pulled_image(service, cx) else {
        return;
    };
    let text = image.expanded.text();
    let start = text.rfind('/').map_or(0, |at| at + 1);
    let end = text.get(start..).unwrap_or_default();
    // A variable for all of it brings the digest along, one for the tag hardly ever does.
    let name = end.find(':').map_or(text.len(), |at| start + at);
    let is_open = !image.expanded.all().slice(start, name).is_known();
    if text.contains('@') || end.is_empty() || is_open {
        return;
    }
    let last = image.expanded.all().slice(start, name).text();
    let whole = image.expanded.known().map(ImageRef::read);
    let shown = whole.as_ref().map_or(last, ImageRef::name);
    cx.report(
        image.place,
        format!("image `{shown}` is not fixed by a digest"),
    )
    .help("add it behind the tag: `@sha256:…`");
}
