//! CP1203 network-mode-and-networks.

use crate::rule::prelude::*;

rule!(CP1203, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let [Some(mode), Some(networks)] = ["network_mode", "networks"].map(|key| service.field(key))
    else {
        return;
    };
    if !is_set(&networks.value) || cx.known(&mode.value).is_none_or(|it| it.is_empty()) {
        return;
    }
    let fix = cx.deletion("delete `networks`", &[networks], service.value());
    cx.report(
        networks.key_place,
        "`networks` and `network_mode` exclude each other",
    )
    .help("delete one of them")
    .fix(fix);
    cx.label(mode.key_place, "this is the network of the service");
}
