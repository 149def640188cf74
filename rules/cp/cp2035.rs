//! CP2035 flat-network.

use crate::rule::prelude::*;

rule!(CP2035, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let own = |it: &Service<'_, '_>| is_own_service(*it);
    let services: Vec<_> = cx.services().filter(own).collect();
    let apart = |it: &Service<'_, '_>| it.has("networks") || it.has("network_mode");
    if !cx.is_whole() || services.len() < 2 || services.iter().any(apart) {
        return;
    }
    let outside = services.iter().find(|it| !published(**it, cx).is_empty());
    let Some(outside) = outside else { return };
    let others = services.len() - 1;
    let name = outside.name;
    let what = if others == 1 {
        "the other service"
    } else {
        "all other services"
    };
    let message = format!("`{name}` is published, and reaches {what} on every port");
    cx.report(outside.field.key_place, message)
        .help("put services that need each other into networks of their own");
}
