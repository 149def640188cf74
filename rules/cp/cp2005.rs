//! CP2005 host-network.

use crate::rule::prelude::*;

rule!(CP2005, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let mode = service.get("network_mode");
    let build = service.build().and_then(|it| it.get("network"));
    let run = "drop it, and publish the ports that are needed under `ports`";
    let built = "drop it: a build can download without it";
    for (value, does, help) in [(mode, "runs", run), (build, "is built", built)] {
        let Some(value) = value.filter(|it| is_host(it, cx)) else {
            continue;
        };
        let name = service.name;
        cx.report(
            value.place,
            format!("`{name}` {does} in the network of the host, with all its local ports"),
        )
        .help(help);
    }
}

fn is_host(value: &ComposeValue<'_>, cx: &ComposeCx<'_, '_>) -> bool {
    known(value, cx).is_some_and(|mode| mode == "host")
}
