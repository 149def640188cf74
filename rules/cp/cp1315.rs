//! CP1315 invalid-ip-or-subnet.

use crate::rule::prelude::*;

rule!(CP1315, on: [Compose(networks), Service(servers)]);

fn networks(cx: &mut ComposeCx<'_, '_>) {
    let mut seen: Vec<(address::Subnet, Place, Option<&str>, &str)> = Vec::new();
    for network in resources(cx.root(), "networks") {
        let driver = network.get("driver").and_then(ComposeValue::text);
        let pools = network.value().at(&["ipam", "config"]);
        for pool in pools.map(ComposeValue::items).unwrap_or_default() {
            let subnet = pool.get("subnet").and_then(|value| {
                let subnet = subnet(value, cx)?;
                let twin = seen.iter().find(|(other, _, same, name)| {
                    *same == driver && *name != network.name && other.overlaps(subnet)
                });
                if let Some((_, place, _, name)) = twin {
                    let message = format!("the subnet overlaps with that of the network `{name}`");
                    cx.report(value.place, message)
                        .help("give each network addresses of its own");
                    cx.label(*place, "this one");
                }
                seen.push((subnet, value.place, driver, network.name));
                Some(subnet)
            });
            pool_parts(pool, subnet, cx);
        }
    }
}

/// Addresses of a pool, which are those of its subnet.
fn pool_parts(
    pool: &ComposeValue<'_>,
    parent: Option<address::Subnet>,
    cx: &mut ComposeCx<'_, '_>,
) {
    if let Some(value) = pool.get("ip_range")
        && let Some(range) = subnet(value, cx)
        && parent.is_some_and(|parent| !parent.covers(range))
    {
        outside(value, "range", cx);
    }
    let more = pool.get("aux_addresses").map(ComposeValue::fields);
    let more = more.unwrap_or_default().iter().map(|field| &field.value);
    for value in pool.get("gateway").into_iter().chain(more) {
        if let Some(found) = one(value, cx)
            && parent.is_some_and(|parent| !parent.contains(found))
        {
            outside(value, "address", cx);
        }
    }
}

fn outside(value: &ComposeValue<'_>, what: &str, cx: &mut ComposeCx<'_, '_>) {
    cx.report(value.place, format!("the {what} is not part of the subnet"))
        .help("take one of the subnet");
}

fn servers<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let servers = service.get("dns").map(ComposeValue::one_or_many);
    let networks = service.get("networks").map(ComposeValue::fields);
    let networks = networks.unwrap_or_default().iter();
    let locals = networks
        .filter_map(|field| field.value.get("link_local_ips"))
        .flat_map(ComposeValue::items);
    for value in servers.unwrap_or_default().iter().chain(locals) {
        one(value, cx);
    }
}

fn one(value: &ComposeValue<'_>, cx: &mut ComposeCx<'_, '_>) -> Option<std::net::IpAddr> {
    if value.text()?.is_empty() {
        return None;
    }
    if let Some(finding) = report_fault(value, cx, address::parse) {
        finding.help("write an address such as `10.5.0.2` or `fd00::2`");
        return None;
    }
    read_value(value, cx, address::parse)?.value
}

fn subnet(value: &ComposeValue<'_>, cx: &mut ComposeCx<'_, '_>) -> Option<address::Subnet> {
    if value.text()?.is_empty() {
        return None;
    }
    if let Some(finding) = report_fault(value, cx, address::Subnet::parse) {
        finding.help("write it as `address/length`, such as `10.5.0.0/24`");
        return None;
    }
    read_value(value, cx, address::Subnet::parse)?.value
}
