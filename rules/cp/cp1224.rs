//! CP1224 watch-without-build.

use crate::rule::prelude::*;

rule!(CP1224, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    // Without an image too, the service is one of another file.
    if service.build().is_some() || is_addition(service) || !cx.is_whole() {
        return;
    }
    let watch = service.at(&["develop", "watch"]);
    for item in watch.map(ComposeValue::items).unwrap_or_default() {
        let Some(action) = item.get("action") else {
            continue;
        };
        if action.literal() == Some("rebuild") {
            let name = service.name;
            let message = format!("service `{name}` has no `build`, so nothing can be rebuilt");
            cx.report(action.place, message)
                .help("add `build`, or take another action");
        }
    }
}
