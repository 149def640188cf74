//! CP2026 image-without-digest.

use crate::rule::prelude::*;

rule!(CP2026, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(image) = pulled_image(service, cx) else {
        return;
    };
    let text = image.expanded.text();
    if !image.expanded.is_known() && !text.contains(':') || text.contains('@') || text.is_empty() {
        return;
    }
    let end = text.rsplit('/').next().unwrap_or_default();
    // A variable as tag may bring the digest along.
    let tag = text.len() - end.len();
    if image.expanded.all().slice(tag, text.len()).is_known() {
        cx.report(
            image.place,
            format!("image `{end}` is not fixed by a digest"),
        )
        .help("add it behind the tag: `@sha256:…`");
    }
}
