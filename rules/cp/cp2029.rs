//! CP2029 privileged-build.

use crate::rule::prelude::*;

rule!(CP2029, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(build) = service.build() else { return };
    if let Some(value) = build
        .get("privileged")
        .filter(|it| flag(it, cx) == Some(true))
    {
        cx.report(
            value.place,
            "the steps of this build have full control of the host",
        )
        .help("drop it, and do at run time what needs the host");
    }
    let items = build
        .get("entitlements")
        .map(ComposeValue::items)
        .unwrap_or_default();
    for item in items {
        let what = match known(item, cx).as_deref() {
            Some("security.insecure") => "full control of the host",
            Some("network.host") => "the network of the host",
            _ => continue,
        };
        cx.report(
            item.place,
            format!("steps of this build can ask for {what}"),
        )
        .help("drop it, and do at run time what needs the host");
    }
}
