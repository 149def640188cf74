//! CP1423 alias-collision.

use crate::rule::prelude::*;

rule!(CP1423, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for (name, place, what) in own_names(service) {
        let Some(other) = cx.service(name).filter(|it| it.name != service.name) else {
            continue;
        };
        if share_network(service, other, cx) != Some(true) || are_alternatives(service, other) {
            continue;
        }
        let message = format!("the {what} `{name}` is also the name of another service");
        cx.report(place, message).help("choose another name");
        cx.label(other.field.key_place, "the service");
    }
}

/// The names by which others find a service, besides that of the service.
fn own_names<'c>(service: Service<'c, '_>) -> Vec<(&'c str, Place, &'static str)> {
    let mut found = Vec::new();
    for (key, what) in [
        ("container_name", "container name"),
        ("hostname", "host name"),
    ] {
        let value = service.get(key);
        found.extend(value.and_then(|it| Some((it.literal()?, it.place, what))));
    }
    for network in service.networks() {
        let aliases = network.settings.and_then(|it| it.get("aliases"));
        for alias in aliases.map(ComposeValue::items).unwrap_or_default() {
            found.extend(alias.literal().map(|it| (it, alias.place, "alias")));
        }
    }
    found
}

/// True if profiles keep two services from running together.
fn are_alternatives(one: Service<'_, '_>, two: Service<'_, '_>) -> bool {
    let none = |it: Service<'_, '_>| it.profiles().next().is_none();
    !none(one)
        && !none(two)
        && !one
            .profiles()
            .any(|it| two.profiles().any(|other| it == other))
}
