//! CP2030 privileged-hook.

use crate::rule::prelude::*;

rule!(CP2030, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let watched = service.at(&["develop", "watch"]).map(ComposeValue::items);
    let execs = watched
        .unwrap_or_default()
        .iter()
        .filter_map(|it| it.get("exec"));
    let user = service.get("user").and_then(|it| known(it, cx));
    let is_user = user.is_some_and(|user| !is_root(&user));
    let privileged = is_privileged(service, cx);
    for hook in service.hooks().chain(execs) {
        let full = hook
            .get("privileged")
            .filter(|it| flag(it, cx) == Some(true));
        if let Some(value) = full.filter(|_| !privileged) {
            cx.report(
                value.place,
                "this hook has full control of the host, its service has not",
            )
            .help("drop it, or do the work on the host");
        }
        let own_image = hook.get("image").is_some();
        let root = hook
            .get("user")
            .filter(|it| known(it, cx).is_some_and(|user| is_root(&user)));
        if let Some(value) = root.filter(|_| is_user && !own_image) {
            cx.report(value.place, "this hook runs as root, its service does not")
                .help("do it while the image is built, or in a service of its own");
        }
    }
}
