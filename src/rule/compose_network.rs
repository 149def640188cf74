//! Which services reach each other, and by which names and ports.

use crate::compose::Expanded;
use crate::compose::model::Service;
use crate::compose::port::{Port, PortRange};
use crate::compose::value::Value;
use crate::facts::KnownImage;

use super::ComposeCx;

/// The ports on which well-known images listen, by the last part of their name.
const PORTS: [(&str, u16); 20] = [
    ("cassandra", 9042),
    ("clickhouse-server", 8123),
    ("couchdb", 5984),
    ("elasticsearch", 9200),
    ("influxdb", 8086),
    ("mariadb", 3306),
    ("memcached", 11211),
    ("mongo", 27017),
    ("mysql", 3306),
    ("mysql-server", 3306),
    ("nats", 4222),
    ("neo4j", 7687),
    ("pgvector", 5432),
    ("postgis", 5432),
    ("postgres", 5432),
    ("postgresql", 5432),
    ("rabbitmq", 5672),
    ("redis", 6379),
    ("valkey", 6379),
    ("zookeeper", 2181),
];

/// A port of a service.
#[derive(Clone, Copy, Debug)]
pub struct OpenPort {
    /// The ports on the host, if it is published there.
    pub host: Option<PortRange>,
    /// The ports in the container, if they are known.
    pub container: Option<PortRange>,
}

/// The image of a service without registry, tag and digest; none if it is not known.
pub fn repository<'v>(service: Service<'v, '_>) -> Option<&'v str> {
    let image = service.literal("image")?;
    service
        .build()
        .is_none()
        .then(|| KnownImage::read(image).repository())
}

/// The port on which the image of a service listens, as far as that is well known.
pub fn image_port(service: Service<'_, '_>) -> Option<u16> {
    let name = repository(service)?.rsplit('/').next()?;
    PORTS
        .iter()
        .find(|(it, _)| *it == name)
        .map(|(_, port)| *port)
}

/// The ports that a service publishes.
pub fn published_ports(service: Service<'_, '_>, cx: &ComposeCx<'_, '_>) -> Vec<OpenPort> {
    let items = service.items("ports");
    items
        .iter()
        .filter_map(|item| open_port(item, cx))
        .collect()
}

fn open_port(item: &Value<'_>, cx: &ComposeCx<'_, '_>) -> Option<OpenPort> {
    if let Some(text) = item.text() {
        let expanded = cx.expanded(text);
        let port = Port::parse(expanded.all()).ok()?;
        return Some(OpenPort {
            host: port.host_ports(),
            container: port.container_ports(),
        });
    }
    let range = |key: &str| {
        let text = item.get(key)?.literal()?;
        let expanded = Expanded::literal(text);
        PortRange::parse(expanded.all()).ok()?.value
    };
    Some(OpenPort {
        host: range("published"),
        container: range("target"),
    })
}

/// True if a port is surely one of the container of a service: it is published, exposed, or the
/// one of its image.
pub fn has_container_port(service: Service<'_, '_>, port: u16, cx: &ComposeCx<'_, '_>) -> bool {
    let ports = published_ports(service, cx);
    let exposed = service.items("expose");
    let is_exposed = |item: &Value<'_>| {
        let text = item
            .literal()
            .and_then(|it| it.split('/').next())
            .unwrap_or_default();
        let range = PortRange::parse(Expanded::literal(text).all()).ok();
        range
            .and_then(|it| it.value)
            .is_some_and(|it| it.contains(port))
    };
    ports
        .iter()
        .any(|it| it.container.is_some_and(|it| it.contains(port)))
        || exposed.iter().any(is_exposed)
        || image_port(service) == Some(port)
}

/// The networks of a service by the names that the engine knows them by. None if they are not
/// known, or if it has none of its own.
fn network_names<'c>(service: Service<'c, '_>, cx: &ComposeCx<'c, '_>) -> Option<Vec<&'c str>> {
    if service.has("network_mode") || service.has("provider") {
        return None;
    }
    let mut keys: Vec<&str> = service.networks().iter().map(|it| it.name).collect();
    let written = service.get("networks");
    let count = written.map_or(0, |it| it.fields().len() + it.items().len());
    if count != keys.len() || keys.iter().any(|key| key.contains('$')) {
        return None;
    }
    if keys.is_empty() {
        keys.push("default");
    }
    let name = |key: &&'c str| {
        let own = cx
            .entry("networks", key)
            .and_then(|it| it.value.get("name"));
        own.map_or(Some(*key), Value::literal)
    };
    keys.iter().map(name).collect()
}

/// True if two services have a network in common, false if they surely have none. None if that is
/// not known.
pub fn share_network<'c>(
    one: Service<'c, '_>,
    two: Service<'c, '_>,
    cx: &ComposeCx<'c, '_>,
) -> Option<bool> {
    let (one, two) = (network_names(one, cx)?, network_names(two, cx)?);
    Some(one.iter().any(|name| two.contains(name)))
}

/// Places in a text where a host with a port stands: the host, the port, their ends.
pub fn hosts_with_ports(text: &str) -> Vec<(&str, u16, usize, usize)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let mut found = Vec::new();
    for (at, _) in text.match_indices(':') {
        let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(at + 1..));
        let behind = behind.unwrap_or_default();
        let host = before.rsplit(|c| !is_name(c)).next().unwrap_or_default();
        let length = behind.bytes().take_while(u8::is_ascii_digit).count();
        let next = behind.get(length..).and_then(|it| it.chars().next());
        // A port is not followed by more of a name, and no user with a password stands here.
        let ends = next.is_none_or(|c| !is_name(c) && c != '@' && c != ':');
        let port = behind.get(..length).and_then(|it| it.parse().ok());
        let start = at - host.len();
        let is_clean = !before
            .get(..start)
            .unwrap_or_default()
            .ends_with(['$', '{', '}']);
        if let (Some(port), true, true, false) = (port, ends, is_clean, host.is_empty()) {
            found.push((host, port, start, at + 1 + length));
        }
    }
    found
}
