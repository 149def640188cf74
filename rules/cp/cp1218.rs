//! CP1218 network-options-conflict.

use crate::rule::prelude::*;

rule!(CP1218, on: [Service(check)]);

/// What belongs to the network of a container. The engine refuses it where there is none.
const OF_NETWORK: [&str; 6] = [
    "hostname",
    "links",
    "dns",
    "extra_hosts",
    "mac_address",
    "expose",
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let literal = |key: &str| service.literal(key).unwrap_or_default();
    let mode = literal("network_mode");
    let keys: &[&str] = match mode {
        "host" => &["links", "mac_address"],
        _ if mode.starts_with("service:") || mode.starts_with("container:") => &OF_NETWORK,
        _ => &[],
    };
    report(service, keys, "network_mode", cx);
    if literal("uts") == "host" && !keys.contains(&"hostname") {
        report(service, &["hostname"], "uts", cx);
    }
}

fn report<'c, 's>(service: Service<'c, 's>, keys: &[&str], with: &str, cx: &mut ComposeCx<'c, 's>) {
    let Some(setting) = service.get(with) else {
        return;
    };
    let text = setting.text().unwrap_or_default();
    let fields = keys.iter().filter_map(|key| service.field(key));
    for field in fields.filter(|it| is_set(&it.value)) {
        let key = &field.key;
        let message = format!("`{key}` cannot be set with `{with}: {text}`");
        cx.report(field.key_place, message)
            .help("set it where the network is, or delete it");
        cx.label(setting.place, "these are not its own");
    }
}
