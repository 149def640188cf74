//! Images, contexts and platforms of builds.

use crate::compose::model::{Pair, Service, pairs};
use crate::compose::port::{Port, PortRange};
use crate::compose::value::{Place, Value};
use crate::compose::{Expanded, Slot};
use crate::dockerfile::ast::{Expose, Kind};
use crate::dockerfile::model::{Base, ImageUse};
use crate::image::ImageRef;
use crate::text::{Range, Span, Word};

use super::compose_grammar::read_value;
use super::{BuiltService, ComposeCx};

/// Images of Docker Hub that expose no port, and of other registries by the start of their names.
const WITHOUT_PORTS: [&str; 25] = [
    "alpine",
    "amazoncorretto",
    "amazonlinux",
    "busybox",
    "debian",
    "denoland/deno",
    "eclipse-temurin",
    "elixir",
    "fedora",
    "gcr.io/distroless/",
    "golang",
    "gradle",
    "ibmjava",
    "maven",
    "mcr.microsoft.com/dotnet/",
    "node",
    "openjdk",
    "oven/bun",
    "perl",
    "python",
    "rockylinux",
    "ruby",
    "rust",
    "scratch",
    "ubuntu",
];

/// Names of images that projects give services, too.
const COMMON: [&str; 78] = [
    "adminer",
    "alpine",
    "amazonlinux",
    "arangodb",
    "busybox",
    "caddy",
    "cassandra",
    "centos",
    "certbot",
    "chronograf",
    "clojure",
    "composer",
    "consul",
    "couchbase",
    "couchdb",
    "debian",
    "docker",
    "drupal",
    "elasticsearch",
    "elixir",
    "erlang",
    "fedora",
    "flink",
    "fluentd",
    "gcc",
    "ghost",
    "golang",
    "gradle",
    "groovy",
    "haproxy",
    "haskell",
    "httpd",
    "influxdb",
    "jenkins",
    "joomla",
    "julia",
    "kapacitor",
    "kibana",
    "kong",
    "logstash",
    "mariadb",
    "matomo",
    "maven",
    "mediawiki",
    "memcached",
    "mongo",
    "mysql",
    "nats",
    "neo4j",
    "nextcloud",
    "nginx",
    "node",
    "odoo",
    "openjdk",
    "perl",
    "php",
    "phpmyadmin",
    "postgres",
    "python",
    "r-base",
    "rabbitmq",
    "redis",
    "redmine",
    "rethinkdb",
    "ruby",
    "rust",
    "solr",
    "sonarqube",
    "storm",
    "swift",
    "telegraf",
    "tomcat",
    "traefik",
    "ubuntu",
    "varnish",
    "vault",
    "wordpress",
    "zookeeper",
];

/// A port of the container that a service publishes.
#[derive(Clone, Debug)]
pub struct ContainerPort {
    /// The ports.
    pub ports: PortRange,
    /// Where they are written.
    pub place: Place,
    /// Where they stand in the text there.
    pub range: Range,
}

/// The ports of the container that a service publishes. None where they are not all known.
pub fn container_ports(
    service: Service<'_, '_>,
    cx: &ComposeCx<'_, '_>,
) -> Option<Vec<ContainerPort>> {
    let items = service.items("ports");
    let port = |item: &Value<'_>| {
        let (place, slot): (Place, Slot<PortRange>) = if item.text().is_some() {
            (item.place, read_value(item, cx, Port::parse)?.container)
        } else {
            let target = item.get("target")?;
            (target.place, read_value(target, cx, PortRange::parse)?)
        };
        Some(ContainerPort {
            ports: slot.value?,
            place,
            range: slot.range,
        })
    };
    items.iter().map(port).collect()
}

impl<'c, 's> BuiltService<'c, 's> {
    /// The ports that the image exposes, with their places. None where they are not all known.
    pub fn exposed_ports(&self) -> Option<Vec<(PortRange, Span)>> {
        let root = self.base_image()?;
        let is_silent = WITHOUT_PORTS.iter().any(|it| match it.strip_suffix('/') {
            Some(start) => root.starts_with(start),
            None => image_name(&root) == *it,
        });
        if !is_silent {
            return None;
        }
        let mut found = Vec::new();
        for stage in self.chain() {
            for it in self.instructions(stage) {
                if let Kind::Expose(expose) = &it.kind {
                    found.extend(self.ports_of(expose, it.index)?);
                }
            }
        }
        Some(found)
    }

    fn ports_of(&self, expose: &Expose<'c>, at: usize) -> Option<Vec<(PortRange, Span)>> {
        let model = &self.file.as_ref()?.document.model;
        let port = |word: &Word<'c>| {
            let value = model.value(&word.text, at);
            let text = value.known()?.split('/').next()?;
            let range = PortRange::parse(Expanded::literal(text).all()).ok()?;
            Some((range.value?, word.span))
        };
        expose.ports.iter().map(port).collect()
    }

    /// True if a number stands anywhere in the instructions of the image.
    pub fn mentions_number(&self, number: &str) -> bool {
        let texts = self
            .chain()
            .into_iter()
            .flat_map(|it| self.instructions(it));
        let file = self.file.as_ref();
        let text = file.map_or("", |it| it.document.tree.text);
        let mut texts = texts.map(|it| it.span.of(text));
        texts.any(|text| has_number(text, number))
    }

    /// The names that stand for images in `FROM`, `COPY --from` and mounts. None where they are
    /// not all known.
    pub fn image_uses(&self) -> Option<&[ImageUse<'c>]> {
        let images = self.dockerfile()?.document.model.images.as_slice();
        let is_known = |it: &ImageUse<'_>| it.base != Base::Unknown && it.value.known().is_some();
        images.iter().all(is_known).then_some(images)
    }

    /// The names of `additional_contexts`.
    pub fn context_names(&self) -> Vec<Pair<'c, 's>> {
        let contexts = self.plan.build.get("additional_contexts");
        contexts.map(pairs).unwrap_or_default()
    }
}

/// True if a number stands in a text, and is no part of a longer one.
pub fn has_number(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let behind = text.get(at + number.len()..);
        let behind = behind.and_then(|it| it.chars().next());
        let is_digit = |it: Option<char>| it.is_some_and(|it| it.is_ascii_digit());
        !is_digit(before) && !is_digit(behind)
    })
}

/// The name of an image of Docker Hub without tag and digest; of another one with its registry.
fn image_name(text: &str) -> &str {
    let image = ImageRef::read(text);
    let end = image.name.end as usize;
    let name = text.get(..end).unwrap_or_default();
    let name = name.strip_prefix("docker.io/").unwrap_or(name);
    name.strip_prefix("library/").unwrap_or(name)
}

/// True for a name under which an image is known, so that it need not mean a service.
pub fn is_common_image(name: &str) -> bool {
    COMMON.contains(&name)
}

/// True if both names stand for the same image or context.
pub fn is_same_image(one: &str, two: &str) -> bool {
    let plain = |text: &str| {
        let text = text.to_ascii_lowercase();
        let name = image_name(&text);
        let rest = text.rsplit_once(name).map_or("", |(_, rest)| rest);
        format!("{name}{}", if rest == ":latest" { "" } else { rest })
    };
    one.eq_ignore_ascii_case(two) || plain(one) == plain(two)
}

/// A platform in its usual form: `linux/arm64` for `linux/aarch64`. None if it is not complete.
pub fn usual_platform(text: &str) -> Option<String> {
    let lower = text.trim().to_ascii_lowercase();
    let mut parts = lower.split('/');
    let (os, arch) = (parts.next()?, parts.next()?);
    let (arch, own) = match arch {
        "x86_64" | "x86-64" | "amd64" => ("amd64", "v1"),
        "aarch64" | "arm64" => ("arm64", "v8"),
        "i386" | "i486" | "i586" | "i686" | "386" => ("386", ""),
        "armhf" | "armel" => return None,
        "arm" => ("arm", "v7"),
        other => (other, ""),
    };
    let variant = parts.next().filter(|it| *it != own);
    let variant = variant.map(|it| format!("/{it}")).unwrap_or_default();
    let is_plain = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric());
    (is_plain(os) && parts.next().is_none()).then(|| format!("{os}/{arch}{variant}"))
}

#[cfg(test)]
mod tests {
    use super::{is_same_image, usual_platform};

    #[test]
    fn platforms_have_one_form() {
        for (text, want) in [
            ("linux/amd64", Some("linux/amd64")),
            ("linux/x86_64", Some("linux/amd64")),
            ("linux/arm64/v8", Some("linux/arm64")),
            ("linux/arm/v7", Some("linux/arm")),
            ("linux/arm/v6", Some("linux/arm/v6")),
            ("amd64", None),
        ] {
            assert_eq!(usual_platform(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn names_of_images_are_compared_without_what_goes_without_saying() {
        assert!(is_same_image("alpine", "docker.io/library/alpine:latest"));
        assert!(is_same_image("Base", "base"));
        assert!(!is_same_image("alpine", "alpine:3.20"));
        assert!(!is_same_image("ghcr.io/a/b", "a/b"));
    }
}
