//! Published ports in the short form.
//!
//! ```text
//! port = [ [ ip ":" ] [ host ] ":" ] container [ "/" protocol ]
//! ```

use std::net::IpAddr;

use super::address;
use super::piece::{Fault, Piece, Slot, blank, shown};

/// An item of `ports`.
///
/// A field is `None` only if it surely is not there. Where a variable that is not known could
/// bring it along (`${BIND}:80` may be `127.0.0.1:8080:80`), it is there without a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// The address of the host that is listened on.
    pub address: Option<Slot<IpAddr>>,
    /// The port on the host. `None`: the engine picks one that is free.
    pub published: Option<Slot<PortRange>>,
    /// The port in the container.
    pub container: Slot<PortRange>,
    /// The protocol. `None` is TCP.
    pub protocol: Option<Slot<Protocol>>,
}

/// A port or several in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortRange {
    /// The first port.
    pub first: u16,
    /// The last port, at least `first`.
    pub last: u16,
}

/// A protocol with ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// `tcp`
    Tcp,
    /// `udp`
    Udp,
    /// `sctp`
    Sctp,
}

/// Where a port can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bind {
    /// On all interfaces of the host: no address, `0.0.0.0` or `::`.
    All,
    /// On one address.
    Address(IpAddr),
    /// The address is not known.
    Unknown,
}

impl PortRange {
    /// A single port.
    pub fn single(port: u16) -> Self {
        Self {
            first: port,
            last: port,
        }
    }

    /// How many ports it has.
    pub fn count(self) -> u32 {
        u32::from(self.last - self.first) + 1
    }

    /// The port, if it is a single one.
    pub fn only(self) -> Option<u16> {
        (self.first == self.last).then_some(self.first)
    }

    /// True if `port` is one of them.
    pub fn contains(self, port: u16) -> bool {
        (self.first..=self.last).contains(&port)
    }

    /// True if both have a port in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Reads `80` or `80-90`, as in `published`, `target` and `expose`.
    pub fn parse(piece: Piece<'_>) -> Result<Slot<Self>, Fault> {
        piece.read(Self::read)
    }

    fn read(piece: Piece<'_>, text: &str) -> Result<Self, Fault> {
        let (first, last) = piece.split_once('-').unwrap_or((piece, piece));
        if text.is_empty() {
            return Err(piece.fault("a port is missing"));
        }
        if first.is_empty() || last.is_empty() {
            return Err(piece.fault(format!("the range {} has only one end", shown(text))));
        }
        let range = Self {
            first: number(first)?,
            last: number(last)?,
        };
        if range.first > range.last {
            let message = format!("the range {} ends before it starts", shown(text));
            return Err(piece.fault(message));
        }
        Ok(range)
    }
}

impl std::fmt::Display for PortRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.only() {
            Some(port) => write!(f, "{port}"),
            None => write!(f, "{}-{}", self.first, self.last),
        }
    }
}

impl Protocol {
    /// Reads a protocol in any letter case.
    pub fn parse(piece: Piece<'_>) -> Result<Slot<Self>, Fault> {
        piece.read(|piece, text| match text.to_ascii_lowercase().as_str() {
            "tcp" => Ok(Self::Tcp),
            "udp" => Ok(Self::Udp),
            "sctp" => Ok(Self::Sctp),
            _ => {
                let message = format!("{} is no protocol: `tcp`, `udp`, `sctp`", shown(text));
                Err(piece.fault(message))
            }
        })
    }
}

impl std::fmt::Display for Protocol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
            Self::Sctp => "sctp",
        })
    }
}

impl Port {
    /// Reads an item of `ports`, also a plain number. A fault is what makes Compose or the engine
    /// refuse it; a part that is not known is none.
    pub fn parse(item: Piece<'_>) -> Result<Self, Fault> {
        if item.is_empty() {
            return Err(item.fault("the port is empty"));
        }
        let (before, last) = match item.rsplit_once(':') {
            Some((before, last)) => (Some(before), last),
            None => (None, item),
        };
        let (numbers, protocol) = match last.split_once('/') {
            Some((numbers, protocol)) => (numbers, Some(protocol)),
            None => (last, None),
        };
        let protocol = match protocol {
            Some(piece) if piece.is_empty() => None,
            Some(piece) => Some(Protocol::parse(piece)?),
            None => numbers.ends_unknown().then(|| numbers.slot(None)),
        };
        let Some(before) = before else {
            return Self::alone(numbers, protocol);
        };
        let container = Self::container(numbers)?;
        let (address, host) = match before.rsplit_once(':') {
            Some((address, host)) => (Some(address), host),
            None => (None, before),
        };
        let address = match address {
            Some(piece) if piece.is_empty() => None,
            Some(piece) => Some(address::parse(piece)?),
            None => host.starts_unknown().then(|| host.slot(None)),
        };
        let published = if host.is_empty() {
            None
        } else {
            Some(Self::host(host, numbers, address.is_some())?)
        };
        let port = Self {
            address,
            published,
            container,
            protocol,
        };
        port.lengths_fit()?;
        Ok(port)
    }

    /// A container port alone. A variable there may be anything.
    fn alone(numbers: Piece<'_>, protocol: Option<Slot<Protocol>>) -> Result<Self, Fault> {
        let is_open = !numbers.is_known();
        Ok(Self {
            address: is_open.then(|| numbers.slot(None)),
            published: is_open.then(|| numbers.slot(None)),
            container: Self::container(numbers)?,
            protocol,
        })
    }

    fn container(numbers: Piece<'_>) -> Result<Slot<PortRange>, Fault> {
        if numbers.is_empty() {
            return Err(numbers.fault("the container port is missing"));
        }
        let container = PortRange::parse(numbers)?;
        if container.value.is_some_and(|range| range.first == 0) {
            return Err(numbers.fault("the container port is 0"));
        }
        Ok(container)
    }

    fn host(
        host: Piece<'_>,
        numbers: Piece<'_>,
        has_address: bool,
    ) -> Result<Slot<PortRange>, Fault> {
        let Some(text) = host.known() else {
            return Ok(host.slot(None));
        };
        if !has_address && text.contains('.') && address::read(text).is_some() {
            let container = numbers.known().unwrap_or("80");
            let (address, both) = (shown(text), format!("{text}::{container}"));
            return Err(host.fault(format!(
                "{address} is no host port: with an address, write {}",
                shown(&both)
            )));
        }
        if text.contains('/') {
            let message = format!(
                "the protocol of {} belongs behind the last port",
                shown(text)
            );
            return Err(host.fault(message));
        }
        PortRange::parse(host)
    }

    fn lengths_fit(&self) -> Result<(), Fault> {
        let (Some(slot), Some(container)) = (&self.published, self.container.value) else {
            return Ok(());
        };
        let Some(host) = slot.value else {
            return Ok(());
        };
        let (hosts, containers) = (host.count(), container.count());
        if hosts == containers || containers == 1 {
            return Ok(());
        }
        let message = format!("{hosts} host ports cannot stand for {containers} container ports");
        Err(Fault::new(slot.range, message))
    }

    /// The ports on the host, if they are known and not left to the engine.
    pub fn host_ports(&self) -> Option<PortRange> {
        self.published.as_ref()?.value
    }

    /// The ports in the container, if they are known.
    pub fn container_ports(&self) -> Option<PortRange> {
        self.container.value
    }

    /// The protocol, if it is known.
    pub fn protocol(&self) -> Option<Protocol> {
        match &self.protocol {
            Some(slot) => slot.value,
            None => Some(Protocol::Tcp),
        }
    }

    /// Where the port can be reached.
    pub fn bind(&self) -> Bind {
        match &self.address {
            None => Bind::All,
            Some(slot) => match slot.value {
                Some(address) if address.is_unspecified() => Bind::All,
                Some(address) => Bind::Address(address),
                None => Bind::Unknown,
            },
        }
    }

    /// True if both surely want the same port of the host. A host range for a single container
    /// port leaves the choice to the engine.
    pub fn clashes_with(&self, other: &Self) -> bool {
        let fixed = |port: &Self| {
            let (host, container) = port.host_ports().zip(port.container_ports())?;
            (host.count() == container.count() && host.first != 0).then_some(host)
        };
        let meets = match (self.bind(), other.bind()) {
            (Bind::Unknown, _) | (_, Bind::Unknown) => false,
            (Bind::Address(one), Bind::Address(two)) => one == two,
            (Bind::All, _) | (_, Bind::All) => true,
        };
        meets
            && self.protocol().is_some()
            && self.protocol() == other.protocol()
            && fixed(self)
                .zip(fixed(other))
                .is_some_and(|(one, two)| one.overlaps(two))
    }
}

fn number(piece: Piece<'_>) -> Result<u16, Fault> {
    let text = piece.text();
    if let Some((start, end)) = blank(text) {
        let message = format!("a blank in the port {}", shown(text));
        return Err(piece.slice(start, end).fault(message));
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(piece.fault(format!("{} is no port number", shown(text))));
    }
    text.parse()
        .map_err(|_| piece.fault(format!("{} is above 65535, the highest port", shown(text))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::{Expanded, Lookup};

    fn read(text: &str) -> Result<Port, (String, String)> {
        let expanded = Expanded::of(text, &|_| Lookup::Unknown);
        Port::parse(expanded.all())
            .map_err(|fault| (fault.range.of(text).to_owned(), fault.message))
    }

    /// `address published container protocol`; `-` is not there, `?` is not known.
    fn show(port: &Port) -> String {
        fn slot<T: ToString>(slot: Option<&Slot<T>>) -> String {
            match slot {
                None => "-".to_owned(),
                Some(slot) => slot.known().map_or("?".to_owned(), T::to_string),
            }
        }
        [
            slot(port.address.as_ref()),
            slot(port.published.as_ref()),
            slot(Some(&port.container)),
            slot(port.protocol.as_ref()),
        ]
        .join(" ")
    }

    #[test]
    fn ports_are_read() {
        let table = [
            ("80", "- - 80 -"),
            ("8080:80", "- 8080 80 -"),
            (":80", "- - 80 -"),
            ("0:80", "- 0 80 -"),
            ("8080:80/udp", "- 8080 80 udp"),
            ("8080:80/TCP", "- 8080 80 tcp"),
            ("8080:80/", "- 8080 80 -"),
            ("80/sctp", "- - 80 sctp"),
            ("127.0.0.1:8080:80", "127.0.0.1 8080 80 -"),
            ("127.0.0.1::80", "127.0.0.1 - 80 -"),
            ("::80", "- - 80 -"),
            ("::1:8080:80", "::1 8080 80 -"),
            ("[::1]:8080:80", "::1 8080 80 -"),
            ("80-82:80-82", "- 80-82 80-82 -"),
            ("8000-8010:80", "- 8000-8010 80 -"),
            ("80-82", "- - 80-82 -"),
            ("${P}:80", "? ? 80 -"),
            ("1${P}:80", "- ? 80 -"),
            ("${P:-8080}:80", "- 8080 80 -"),
            ("${P:-127.0.0.1:8080}:80", "127.0.0.1 8080 80 -"),
            ("${IP:-}:8080:80", "- 8080 80 -"),
            ("${IP}:8080:80", "? 8080 80 -"),
            ("8080:${P}", "- 8080 ? ?"),
            ("8080:${P}/udp", "- 8080 ? udp"),
            ("8080:80/${P}", "- 8080 80 ?"),
            ("${P}", "? ? ? ?"),
            ("${P}/udp", "? ? ? udp"),
            ("${A}-${B}:80", "? ? 80 -"),
        ];
        for (text, expected) in table {
            match read(text) {
                Ok(port) => assert_eq!(show(&port), expected, "{text}"),
                Err(fault) => panic!("{text}: {fault:?}"),
            }
        }
    }

    #[test]
    fn faults_are_placed() {
        let table = [
            ("", "", "the port is empty"),
            (":", ":", "the container port is missing"),
            ("80:", ":", "the container port is missing"),
            ("80:/tcp", "/", "the container port is missing"),
            ("80:0", "0", "the container port is 0"),
            (
                "70000:80",
                "70000",
                "`70000` is above 65535, the highest port",
            ),
            (
                "80:70000",
                "70000",
                "`70000` is above 65535, the highest port",
            ),
            (
                "90-80:90-80",
                "90-80",
                "the range `90-80` ends before it starts",
            ),
            ("80-:80", "80-", "the range `80-` has only one end"),
            (
                "80-83:80-81",
                "80-83",
                "4 host ports cannot stand for 2 container ports",
            ),
            (
                "80:80/http",
                "http",
                "`http` is no protocol: `tcp`, `udp`, `sctp`",
            ),
            ("80: 80", " ", "a blank in the port ` 80`"),
            ("localhost:80", "localhost", "`localhost` is no port number"),
            (
                "localhost:80:80",
                "localhost",
                "`localhost` is no IP address",
            ),
            (
                "127.0.0.1:80",
                "127.0.0.1",
                "`127.0.0.1` is no host port: with an address, write `127.0.0.1::80`",
            ),
            (
                "53/udp:53",
                "53/udp",
                "the protocol of `53/udp` belongs behind the last port",
            ),
            ("${P:-x}:80", "x", "`x` is no port number"),
        ];
        for (text, place, message) in table {
            assert_eq!(
                read(text),
                Err((place.to_owned(), message.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn places_are_those_of_the_source() {
        let text = "${IP:-127.0.0.1}:${P}:80/tcp";
        let port = read(text).unwrap();
        assert_eq!(port.address.unwrap().range.of(text), "127.0.0.1");
        assert_eq!(port.published.unwrap().range.of(text), "${P}");
        assert_eq!(port.container.range.of(text), "80");
        assert_eq!(port.protocol.unwrap().range.of(text), "tcp");
    }

    #[test]
    fn clashes_are_certain() {
        let table = [
            ("80:80", "80:81", true),
            ("80:80", "127.0.0.1:80:81", true),
            ("127.0.0.1:80:80", "127.0.0.2:80:80", false),
            ("80:80", "80:80/udp", false),
            ("80-82:80-82", "81:1", true),
            ("80-82:80", "81:1", false),
            ("80", "80", false),
            ("${P}:80", "80:80", false),
        ];
        for (one, two, expected) in table {
            let clash = read(one).unwrap().clashes_with(&read(two).unwrap());
            assert_eq!(clash, expected, "{one} {two}");
        }
    }
}
