//! CP1217 ports-without-network.

use crate::rule::prelude::*;

rule!(CP1217, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(ports) = service.field("ports").filter(|it| is_set(&it.value)) else {
        return;
    };
    let Some(mode) = service.get("network_mode") else {
        return;
    };
    let text = mode.literal().unwrap_or_default();
    let (why, help) = match text {
        "host" => ("the container uses the ports of the host", "delete `ports`"),
        "none" => ("the container has no network", "delete `ports`"),
        _ if text.starts_with("service:") || text.starts_with("container:") => (
            "the container uses the network of another one",
            "move `ports` to the container that has the network",
        ),
        _ => return,
    };
    let fix = cx.deletion("delete `ports`", &[ports], service.value());
    let fix = fix.filter(|_| text == "host");
    let message = format!("ports cannot be published with `network_mode: {text}`");
    cx.report(ports.key_place, message).help(help).fix(fix);
    cx.label(mode.place, why);
}
