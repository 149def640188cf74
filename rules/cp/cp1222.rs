//! CP1222 static-address.

use crate::rule::prelude::*;

rule!(CP1222, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let services = cx.services();
    let addresses: Vec<_> = services.flat_map(|it| cx.static_addresses(it)).collect();
    let mut given = Groups::default();
    for address in &addresses {
        let shown = address.text;
        let Some(ip) = address.ip else {
            let version = if address.is_v4 { 4 } else { 6 };
            let message = format!("`{shown}` is no address of IP version {version}");
            cx.report(address.place, message)
                .help("write an address of the network");
            continue;
        };
        let is_same = |it: &&&StaticAddress<'_, '_>| {
            it.service.name != address.service.name && cx.run_together(it.service, address.service)
        };
        let key = (address.network, ip);
        let first = given.of(&key).iter().find(is_same).copied();
        given.add(key, address);
        if let Some(first) = first {
            let message = format!(
                "service `{}` has the address {ip} already",
                first.service.name
            );
            cx.report(address.place, message)
                .help("give it another address");
            cx.label(first.place, "it is given here first");
            continue;
        }
        check_network(address, ip, cx);
    }
}

fn check_network<'c, 's>(
    address: &StaticAddress<'c, 's>,
    ip: std::net::IpAddr,
    cx: &mut ComposeCx<'c, 's>,
) {
    let name = address.network;
    let Some(field) = cx.entry("networks", name) else {
        return;
    };
    let network = Resource { name, field };
    let Some(subnets) = cx.subnets(&network).filter(|_| cx.is_whole()) else {
        return;
    };
    if subnets.iter().any(|it| it.contains(ip)) {
        return;
    }
    let message = if subnets.is_empty() {
        format!("the network `{name}` has no subnet, so no address can be chosen")
    } else {
        format!("{ip} lies in no subnet of the network `{name}`")
    };
    cx.report(address.place, message)
        .help("give the network an `ipam` subnet that has the address");
    cx.label(network.field.key_place, "this is the network");
}
