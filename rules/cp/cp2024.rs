//! CP2024 untagged-service-image.

use crate::rule::prelude::*;

rule!(CP2024, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(image) = pulled_image(service, cx) else {
        return;
    };
    // A variable in front of the last slash cannot bring a tag along.
    let text = image.expanded.text();
    let last = text.rfind('/').map_or(0, |at| at + 1);
    let end = image.expanded.all().slice(last, text.len());
    let is_open = !end.is_known() || text.contains(['@', ' ']) || text.is_empty();
    let name = end.text();
    if is_open || name.contains(':') || name.is_empty() || name == "scratch" {
        return;
    }
    let shown = match image.expanded.known() {
        Some(text) => ImageRef::read(text).name(),
        None => name,
    };
    cx.report(
        image.place,
        format!("image `{shown}` has no tag, and changes without notice"),
    )
    .help("name the version, as in `nginx:1.27`");
}
