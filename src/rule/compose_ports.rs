//! The ports that services publish.

use std::collections::HashMap;
use std::net::IpAddr;

use crate::compose::model::Service;
use crate::compose::port::{Port, PortRange, Protocol};
use crate::compose::value::{Place, Value};
use crate::compose::{Slot, address};
use crate::text::Range;

use super::ComposeCx;
use super::compose_conflicts::whole_range;

/// An item of `ports` with a port of the host, in its short or long form.
#[derive(Clone, Debug)]
pub struct PublishedPort<'v, 's> {
    /// The service.
    pub service: Service<'v, 's>,
    /// What is published.
    pub port: Port,
    /// Where the port of the host is written.
    pub place: Place,
    /// Where it stands in the text there.
    pub range: Range,
    /// Address and port of the host as they are written.
    host: String,
    /// The port of the container as it is written.
    container: String,
}

impl<'s> ComposeCx<'_, 's> {
    /// The ports of the host that a service takes. None of those that the network mode voids.
    pub fn published_ports<'v>(&self, service: Service<'v, 's>) -> Vec<PublishedPort<'v, 's>> {
        let is_bridged = |mode: &Value<'_>| mode.literal() == Some("bridge");
        if !service.get("network_mode").is_none_or(is_bridged) {
            return Vec::new();
        }
        let items = service.items("ports");
        let ports = items.iter().filter_map(|item| match item.text() {
            Some(text) => self.short_port(service, item, text),
            None => self.long_port(service, item),
        });
        ports.collect()
    }

    fn short_port<'v>(
        &self,
        service: Service<'v, 's>,
        item: &'v Value<'s>,
        text: &str,
    ) -> Option<PublishedPort<'v, 's>> {
        let port = Port::parse(self.expanded(text).all()).ok()?;
        let range = port.published.as_ref()?.range;
        let split = port.container.range.start as usize;
        Some(PublishedPort {
            service,
            place: item.place,
            range,
            host: text.get(..split)?.to_owned(),
            container: text.get(split..)?.to_owned(),
            port,
        })
    }

    fn long_port<'v>(
        &self,
        service: Service<'v, 's>,
        item: &'v Value<'s>,
    ) -> Option<PublishedPort<'v, 's>> {
        let text = |key: &str| item.get(key).and_then(Value::text);
        let (target, published) = (text("target")?, text("published")?);
        let protocol = match text("protocol").filter(|it| !it.is_empty()) {
            Some(text) => Some(Protocol::parse(self.expanded(text).all()).ok()?),
            None => None,
        };
        let address: Option<Slot<IpAddr>> = match text("host_ip").filter(|it| !it.is_empty()) {
            Some(text) => Some(address::parse(self.expanded(text).all()).ok()?),
            None => None,
        };
        let port = Port {
            address,
            published: Some(PortRange::parse(self.expanded(published).all()).ok()?),
            container: PortRange::parse(self.expanded(target).all()).ok()?,
            protocol,
        };
        let before = text("host_ip")
            .map(|ip| format!("{ip}:"))
            .unwrap_or_default();
        Some(PublishedPort {
            service,
            place: item.get("published")?.place,
            range: whole_range(published),
            host: format!("{before}{published}:"),
            container: target.to_owned(),
            port,
        })
    }
}

/// Ports that came before, found by what they take of the host.
#[derive(Default)]
pub struct TakenPorts<'p, 'v, 's> {
    all: Vec<&'p PublishedPort<'v, 's>>,
    /// Their numbers by port, but for those with many ports.
    by_port: HashMap<u16, Vec<usize>>,
    wide: Vec<usize>,
    /// Those that depend on a variable, by what is written.
    by_text: HashMap<&'p str, Vec<usize>>,
}

impl<'p, 'v, 's> TakenPorts<'p, 'v, 's> {
    /// How many ports an item can have to be found by each of them.
    const FEW: u32 = 16;

    /// Adds one more.
    pub fn add(&mut self, port: &'p PublishedPort<'v, 's>) {
        let number = self.all.len();
        self.all.push(port);
        if port.is_open() {
            self.by_text.entry(&port.host).or_default().push(number);
        } else if let Some(range) = port.port.host_ports() {
            if range.count() > Self::FEW {
                self.wide.push(number);
                return;
            }
            for one in range.first..=range.last {
                self.by_port.entry(one).or_default().push(number);
            }
        }
    }

    /// The first one that clashes with a port.
    pub fn first(
        &self,
        port: &PublishedPort<'_, '_>,
        clashes: impl Fn(&PublishedPort<'_, '_>) -> bool,
    ) -> Option<&'p PublishedPort<'v, 's>> {
        let first = |numbers: &[usize]| {
            let mut numbers = numbers.iter().copied();
            numbers.find(|at| self.all.get(*at).is_some_and(|it| clashes(it)))
        };
        let found = if port.is_open() {
            first(self.by_text.get(port.host.as_str())?)
        } else {
            let range = port.port.host_ports()?;
            if range.count() > Self::FEW {
                return self.all.iter().copied().find(|it| clashes(it));
            }
            let same = (range.first..=range.last).filter_map(|one| self.by_port.get(&one));
            let same = same.map(Vec::as_slice).chain([self.wide.as_slice()]);
            same.filter_map(first).min()
        };
        self.all.get(found?).copied()
    }
}

impl PublishedPort<'_, '_> {
    /// The ports of the host that this item surely takes all of. A range for a single port of the
    /// container is a choice.
    pub fn fixed(&self) -> Option<PortRange> {
        let (host, container) = self.port.host_ports().zip(self.port.container_ports())?;
        (host.first != 0 && host.count() == container.count()).then_some(host)
    }

    /// The port of the host as it is shown in a message.
    pub fn shown(&self) -> String {
        match self.port.host_ports() {
            Some(ports) => ports.to_string(),
            None => format!("`{}`", self.host.trim_end_matches(':')),
        }
    }

    /// True if a variable has a say in what is taken of the host.
    pub fn is_open(&self) -> bool {
        let depends = |is_known: bool, is_default: bool| !is_known || is_default;
        let of_port = |it: &Slot<PortRange>| depends(it.is_known(), it.is_default);
        let of_address = |it: &Slot<IpAddr>| depends(it.is_known(), it.is_default);
        self.port.published.as_ref().is_some_and(of_port)
            || self.port.address.as_ref().is_some_and(of_address)
    }

    /// True if both surely want the same port of the host.
    pub fn clashes_with(&self, other: &Self) -> bool {
        if self.is_open() || other.is_open() {
            // Whatever a variable stands for, it is the same in both places.
            let is_range = self.host.contains("}-") || self.host.contains("-$");
            return self.host == other.host
                && self.host.contains('$')
                && !is_range
                && self.port.protocol().is_some()
                && self.port.protocol() == other.port.protocol();
        }
        self.families_meet(other) && self.port.clashes_with(&other.port)
    }

    /// True if both say the same, which Compose takes for one.
    pub fn is_same(&self, other: &Self) -> bool {
        let (one, two) = (&self.port, &other.port);
        self.host == other.host && self.container == other.container
            || one.bind() == two.bind()
                && one.host_ports().is_some()
                && one.host_ports() == two.host_ports()
                && one.container_ports().is_some()
                && one.container_ports() == two.container_ports()
                && one.protocol() == two.protocol()
    }

    /// False if one is an address of version 4 and the other one of version 6.
    fn families_meet(&self, other: &Self) -> bool {
        let is_v4 = |port: &Port| Some(port.address.as_ref()?.value?.is_ipv4());
        match (is_v4(&self.port), is_v4(&other.port)) {
            (Some(one), Some(two)) => one == two,
            _ => true,
        }
    }
}
