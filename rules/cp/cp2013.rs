//! CP2013 user-not-set.

use crate::rule::prelude::*;

rule!(CP2013, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    if !is_all_there(service, cx) || service.has("user") {
        return;
    }
    // Some images give root up by themselves; that of a build is in its Dockerfile.
    let built = service.build().is_some();
    let drops = |image: &KnownImage<'_>| is_store(image) || !starts_as_root(image.reference());
    if built || with_image(service, cx, drops).unwrap_or(true) {
        return;
    }
    let name = service.name;
    let message = format!("`{name}` runs as root, as its image does");
    cx.report(service.field.key_place, message)
        .help("set `user`, for example to `1000:1000`");
}

fn is_store(image: &KnownImage<'_>) -> bool {
    store_of(image).is_some()
}
