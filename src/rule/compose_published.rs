//! Ports that are published, whichever way they are written.

use crate::compose::model::Service;
use crate::compose::port::{Bind, Port, PortRange};
use crate::compose::value::{Place, Value};
use crate::compose::{address, port};
use crate::finding::Fix;
use crate::text::{Range, Span};

use super::ComposeCx;
use super::compose_values::{flag, known};

/// A port that can be reached from outside.
#[derive(Clone, Debug)]
pub struct Published {
    /// Where it can be reached.
    pub bind: Bind,
    /// The ports on the host; none if they are not known, or left to the engine.
    pub host: Option<PortRange>,
    /// No port on the host is named: the engine takes one that is free.
    pub is_random: bool,
    /// The ports in the container, if they are known.
    pub container: Option<PortRange>,
    /// What makes it so: the item, the address, or the port of the long form.
    pub place: Place,
    /// Its part in the text there.
    pub range: Range,
    /// What stands for the port of the host could bring an address along, but is called a port.
    pub is_called_port: bool,
    /// What the host port is written as.
    pub host_range: Option<(Place, Range)>,
    /// Where `127.0.0.1:` goes, or what it replaces; none in the long form.
    edit: Option<(Range, &'static str)>,
}

/// The published ports of a service. None if it has the network of the host or another container,
/// or networks without a way to the outside only.
pub fn published(service: Service<'_, '_>, cx: &ComposeCx<'_, '_>) -> Vec<Published> {
    let shares = |mode: &str| mode == "host" || mode == "none" || mode.contains(':');
    let mode = service.get("network_mode").and_then(|it| known(it, cx));
    if mode.is_some_and(|mode| shares(&mode)) || is_inside(service, cx) {
        return Vec::new();
    }
    let items = service.items("ports");
    let read = |item: &Value<'_>| match item.text() {
        Some(text) => short(item, text, cx),
        None => long(item, cx),
    };
    items.iter().filter_map(read).collect()
}

/// True if all networks of a service are internal ones.
fn is_inside(service: Service<'_, '_>, cx: &ComposeCx<'_, '_>) -> bool {
    let networks = service.networks();
    let is_internal = |name: &str| {
        cx.entry("networks", name)
            .and_then(|it| it.value.get("internal"))
            .is_some_and(|it| flag(it, cx) == Some(true))
    };
    !networks.is_empty() && networks.iter().all(|it| is_internal(it.name))
}

fn short(item: &Value<'_>, text: &str, cx: &ComposeCx<'_, '_>) -> Option<Published> {
    let expanded = cx.expanded(text);
    let port = Port::parse(expanded.all()).ok()?;
    let whole = Range::new(0, text.len());
    let range = port.address.as_ref().map_or(whole, |it| it.range);
    let edit = match &port.address {
        Some(slot) if slot.range.is_empty() => None,
        // A variable that only may bring one along.
        Some(slot) if slot.value.is_none() => Some((Range::new(0, 0), "127.0.0.1:")),
        Some(slot) => Some((slot.range, "127.0.0.1")),
        // `8080` alone, and `:8080`.
        None if !text.contains(':') => Some((Range::new(0, 0), "127.0.0.1::")),
        None if text.starts_with("::") => Some((Range::new(0, 0), "127.0.0.1")),
        None if text.starts_with(':') => Some((Range::new(0, 0), "127.0.0.1:")),
        None => Some((Range::new(0, 0), "127.0.0.1:")),
    };
    let is_random = port.published.is_none() || port.host_ports() == Some(PortRange::single(0));
    let named = port.address.as_ref().filter(|it| it.value.is_none());
    let host = port.published.as_ref().map(|it| it.range);
    let is_called_port =
        named.is_some_and(|it| Some(it.range) == host && is_port(it.range.of(text)));
    Some(Published {
        is_called_port,
        bind: port.bind(),
        host: port.host_ports(),
        is_random,
        container: port.container_ports(),
        place: item.place,
        range,
        host_range: port.published.as_ref().map(|it| (item.place, it.range)),
        edit,
    })
}

fn long(item: &Value<'_>, cx: &ComposeCx<'_, '_>) -> Option<Published> {
    let target = item.get("target")?;
    let ports = |value: &Value<'_>| -> Option<PortRange> {
        let expanded = cx.expanded(value.text()?);
        port::PortRange::parse(expanded.all()).ok()?.value
    };
    let whole = |value: &Value<'_>| Range::new(0, value.text().map_or(0, str::len));
    let published = item.get("published").filter(|it| !it.is_null());
    let host_ip = item.get("host_ip").filter(|it| !it.is_null());
    let bind = match host_ip {
        None => Bind::All,
        Some(value) => {
            let expanded = cx.expanded(value.text()?);
            match address::parse(expanded.all()).ok()?.value {
                Some(address) if address.is_unspecified() => Bind::All,
                Some(address) => Bind::Address(address),
                None => Bind::Unknown,
            }
        }
    };
    let at = host_ip.or(published).unwrap_or(target);
    Some(Published {
        is_called_port: false,
        bind,
        host: published.and_then(ports),
        is_random: published.is_none(),
        container: ports(target),
        place: at.place,
        range: whole(at),
        host_range: published.map(|it| (it.place, whole(it))),
        edit: host_ip.map(|it| (whole(it), "127.0.0.1")),
    })
}

/// True for `$WEB_PORT`, `${WEB_PORT}`, and two of them with `-` between.
fn is_port(written: &str) -> bool {
    written.split('-').all(is_called_port)
}

fn is_called_port(written: &str) -> bool {
    let name = written
        .trim_start_matches('$')
        .trim_matches(['{', '}'])
        .to_ascii_uppercase();
    let plain = name
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || it == b'_');
    let others = ["ADDR", "BIND", "_IP"];
    plain && name.contains("PORT") && !others.iter().any(|it| name.contains(it))
}

impl Published {
    /// Binds it to this machine.
    pub fn loopback(&self, cx: &ComposeCx<'_, '_>) -> Option<Fix> {
        let (range, text) = self.edit?;
        let span = if range.is_empty() {
            let at = cx.mapped(self.place)?.offset(range.start);
            Span::at(at)
        } else {
            cx.part(self.place, range)
        };
        Some(Fix::unchecked("publish it on this machine only").replace(span, text))
    }

    /// True if one of the ports in the container is this one.
    pub fn reaches(&self, port: u16) -> bool {
        self.container.is_some_and(|range| range.contains(port))
    }
}
