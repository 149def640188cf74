//! CP1311 invalid-extra-host.

use crate::rule::prelude::*;

rule!(CP1311, on: [Service(check)]);

const HELP: &str = "write it as `name=address`, the address an IP address or `host-gateway`";

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for hosts in [
        service.get("extra_hosts"),
        service.at(&["build", "extra_hosts"]),
    ] {
        let Some(hosts) = hosts else { continue };
        for item in hosts.items().iter().filter(|it| it.text().is_some()) {
            entry(item.place, item.text().unwrap_or_default(), cx);
        }
        for field in hosts.fields() {
            let is_item = field.key_place == field.value.place;
            if is_item && field.value.is_null() {
                entry(field.key_place, &field.key, cx);
                continue;
            }
            for value in field.value.one_or_many() {
                let Some(text) = value.text() else { continue };
                let expanded = cx.expanded(text);
                let shift = if is_item { field.key.len() + 1 } else { 0 };
                for piece in expanded.all().split(',') {
                    let found = grammar::HostAddress::parse(piece);
                    report(value.place, &found, shift, cx);
                }
            }
        }
    }
}

fn entry(place: Place, text: &str, cx: &mut ComposeCx<'_, '_>) {
    let expanded = cx.expanded(text);
    match grammar::ExtraHost::parse(expanded.all()) {
        Ok(host) => {
            for address in &host.addresses {
                report(place, address, 0, cx);
            }
        }
        Err(fault) => {
            cx.report_part(place, fault.range, fault.message).help(HELP);
        }
    }
}

fn report(
    place: Place,
    address: &Slot<grammar::HostAddress>,
    shift: usize,
    cx: &mut ComposeCx<'_, '_>,
) {
    let Some(grammar::HostAddress::Other(text)) = &address.value else {
        return;
    };
    let message = if text.is_empty() {
        "the host has no address".to_owned()
    } else {
        format!("`{}` is no IP address", brief(text))
    };
    let range = address.range.shift(offset(shift));
    cx.report_part(place, range, message).help(HELP);
}
