//! What the name of an image tells: distribution and release, what has ended, shell and tools.
//!
//! Only images whose publisher is known are judged. Where a name says nothing for sure, nothing is
//! known.

use std::borrow::Cow;

use crate::dockerfile::Model;
use crate::dockerfile::model::{Base, Value};
use crate::image::ImageRef;
use crate::text::Range;

use super::releases::{Distro, Line, PROGRAMS, Product, SYSTEMS};

/// Stands for what is not known in a name.
const HOLE: char = '\u{0}';

/// An image by its name.
#[derive(Clone, Copy, Debug)]
pub struct KnownImage<'t> {
    reference: ImageRef<'t>,
    /// The repository in its shortest form: `debian` for `docker.io/library/debian`.
    repository: &'t str,
}

/// The distribution in an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct System {
    /// Which one.
    pub distro: Distro,
    /// Its release, such as `(12, 0)` or `(24, 4)`. A tag that moves gives the one it had when
    /// [`super::AS_OF`] was set, and moves upwards only.
    pub release: Option<(u16, u16)>,
}

impl System {
    /// True if it is surely this release of a distribution or a later one.
    pub fn is_from(self, distro: Distro, release: (u16, u16)) -> bool {
        self.distro == distro && self.release.is_some_and(|own| own >= release)
    }
}

/// A part of a tag that names something whose support has ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Ended {
    /// What it is.
    pub product: &'static Product,
    /// Which line of it.
    pub line: &'static Line,
    /// The place of the part in the text of the image.
    pub range: Range,
    /// The part names what the image is for, not the distribution below it.
    pub is_main: bool,
}

/// Namespaces in which the official images are published for one architecture each.
const ARCHITECTURES: [&str; 10] = [
    "library/", "amd64/", "arm32v5/", "arm32v6/", "arm32v7/", "arm64v8/", "i386/", "ppc64le/",
    "riscv64/", "s390x/",
];

/// Registries with the images of Docker Hub, and the namespace of the official ones there.
const HUBS: [(&str, &str); 6] = [
    ("docker.io", ""),
    ("index.docker.io", ""),
    ("registry-1.docker.io", ""),
    ("registry.hub.docker.com", ""),
    ("mirror.gcr.io", ""),
    ("public.ecr.aws", "docker/"),
];

/// Tags that name another release from time to time, always a later one.
const MOVING: [&str; 4] = ["latest", "stable", "rolling", "edge"];

/// What the moving tags of a distribution meant when the tables were made, or a little before.
const FLOORS: [(Distro, (u16, u16)); 3] = [
    (Distro::Alpine, (3, 22)),
    (Distro::Debian, (13, 0)),
    (Distro::Ubuntu, (24, 4)),
];

/// Official images that are based on Debian unless their tag says otherwise.
const ON_DEBIAN: [&str; 10] = [
    "golang", "httpd", "nginx", "node", "perl", "php", "python", "redis", "ruby", "rust",
];

/// The text of an image, with [`HOLE`] for what is not known.
pub fn image_text<'v>(value: &'v Value<'_>) -> Cow<'v, str> {
    match value.known() {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(format!("{}{HOLE}{}", value.prefix(), value.suffix())),
    }
}

impl<'t> KnownImage<'t> {
    /// Reads a name.
    pub fn read(text: &'t str) -> Self {
        let reference = ImageRef::read(text);
        Self {
            reference,
            repository: repository(&reference),
        }
    }

    /// The repository in its shortest form: `debian` for `docker.io/library/debian`.
    pub fn repository(&self) -> &'t str {
        self.repository
    }

    /// The parts of the name.
    pub fn reference(&self) -> &ImageRef<'t> {
        &self.reference
    }

    /// True if a part of the name is not known.
    pub fn is_partly_unknown(&self) -> bool {
        self.reference.text().contains(HOLE)
    }

    /// True for the images that Docker itself looks after.
    pub fn is_official(&self) -> bool {
        !self.repository.contains(['/', HOLE]) && !self.repository.is_empty()
    }

    /// True for images that hold a distribution and nothing else.
    pub fn is_plain(&self) -> bool {
        SYSTEMS
            .iter()
            .any(|it| it.images.contains(&self.repository))
    }

    /// True if the tag starts with the name of a release, as in `debian:trixie-slim`.
    pub fn names_release(&self) -> bool {
        let Some((first, _)) = self.parts().next() else {
            return false;
        };
        let named = |it: &Product| named_line(it, first).is_some();
        let own =
            |it: &Product| it.images.contains(&self.repository) && own_line(it, first).is_some();
        let mut all = SYSTEMS.iter().chain(&PROGRAMS);
        all.any(own) || (self.is_plain() && SYSTEMS.iter().any(named))
    }

    /// True for images of which something is known.
    pub fn is_known(&self) -> bool {
        let mut all = SYSTEMS.iter().chain(&PROGRAMS);
        all.any(|it| it.images.contains(&self.repository))
            || ON_DEBIAN.contains(&self.repository)
            || ["busybox", "composer", "docker", "gradle", "maven"].contains(&self.repository)
    }

    /// The parts of the tag between dashes that are known, and their places. Distroless images
    /// have such a part at the end of their name.
    pub fn parts(&self) -> impl Iterator<Item = (&'t str, Range)> + use<'t> {
        let text = self.reference.text();
        let range = match self.reference.tag {
            Some(range) => range,
            None => Range::new(0, 0),
        };
        let name = self.reference.name;
        let last = self.repository.rfind('-').map_or(0, |at| at + 1);
        let tail = self.repository.len() - last;
        let distroless = self.repository.starts_with("gcr.io/distroless/") && last > 0;
        let end = name.end as usize;
        let in_name = distroless.then(|| Range::new(end.saturating_sub(tail), end));
        let start = range.start as usize;
        let mut at = start;
        range
            .of(text)
            .split('-')
            .map(move |part| {
                let place = Range::new(at, at + part.len());
                at += part.len() + 1;
                (part, place)
            })
            .chain(in_name.map(|range| (range.of(text), range)))
            .filter(|(part, _)| !part.is_empty() && !part.contains(HOLE))
    }

    /// True if a part of the tag names a distribution in a way that can be relied on. The tags of
    /// ROS are names of its own that Ubuntu has, too.
    fn names_its_system(&self) -> bool {
        let known = [
            "mcr.microsoft.com/dotnet/",
            "mcr.microsoft.com/devcontainers/",
            "gcr.io/distroless/",
            "nvidia/cuda",
        ];
        let known = known.iter().any(|start| self.repository.starts_with(start));
        (self.is_official() && self.repository != "ros") || known
    }

    /// The parts of the tag whose support has ended: what the image is for, the distribution.
    pub fn ended(&self) -> impl Iterator<Item = Ended> + use<'t> {
        let (repository, names_system) = (self.repository, self.names_its_system());
        let read = move |(index, (part, range))| {
            let own = SYSTEMS.iter().chain(&PROGRAMS);
            let own = own.filter(|it| index == 0 && it.images.contains(&repository));
            let main = { own }.find_map(|it| Some((it, own_line(it, part)?)));
            let (product, line) = main.or_else(|| {
                let named = SYSTEMS.iter().filter(|_| names_system);
                { named }.find_map(|it| Some((it, named_line(it, part)?)))
            })?;
            Some(Ended {
                product,
                line,
                range,
                is_main: main.is_some(),
            })
        };
        let parts = self.parts().enumerate().filter_map(read);
        parts.filter(|ended| ended.line.has_ended())
    }

    /// The distribution in it.
    pub fn system(&self) -> Option<System> {
        let own = |it: &&Product| it.images.contains(&self.repository);
        if SYSTEMS.iter().any(|it| own(&it)) {
            return SYSTEMS.iter().filter(own).find_map(|it| self.release(it));
        }
        if !self.names_its_system() {
            return None;
        }
        let tag = self.reference.tag().unwrap_or_default();
        let moves = !tag.contains(|c: char| c.is_ascii_digit() || c == HOLE);
        let named = self.parts().find_map(|(part, _)| {
            if part == "alpine" {
                let release = floor(Distro::Alpine).filter(|_| moves);
                return Some((Distro::Alpine, release));
            }
            SYSTEMS.iter().find_map(|it| named_release(it, part))
        });
        let plain = !["alpine", "windows", "nanoserver", "\u{0}"]
            .iter()
            .any(|mark| tag.contains(mark));
        let default = (Distro::Debian, None);
        named
            .or_else(|| Some(default).filter(|_| plain && ON_DEBIAN.contains(&self.repository)))
            .map(|(distro, release)| System { distro, release })
    }

    /// The release of a distribution in an image of it.
    fn release(&self, product: &Product) -> Option<System> {
        let distro = product.distro?;
        let first = self.parts().next().map(|(part, _)| part);
        let moves = match first {
            None => self.reference.tag.is_none() && self.reference.digest.is_none(),
            // Alpine has such a tag for its last release.
            Some(first) => MOVING.contains(&first) || (distro == Distro::Alpine && first == "3"),
        };
        let release = if moves {
            floor(distro)
        } else {
            match own_line(product, first.unwrap_or_default()) {
                Some(line) => numbers(line.version),
                None => numbers(first.unwrap_or_default()),
            }
        };
        // The images of CentOS Stream stand beside those of CentOS.
        let stream = first.is_some_and(|first| first.starts_with("stream"));
        let fits = stream == (distro == Distro::CentOsStream);
        fits.then_some(System { distro, release })
    }
}

/// The distribution at the root of a stage.
pub fn system(model: &Model<'_>, stage: usize) -> Option<System> {
    let root = model.chain(stage).last()?;
    if matches!(root.base, Base::Scratch | Base::Stage(_)) {
        return None;
    }
    KnownImage::read(&image_text(&root.value)).system()
}

fn repository<'t>(image: &ImageRef<'t>) -> &'t str {
    let (name, whole) = (image.name(), image.text());
    let namespace = match image.registry() {
        None => Some(""),
        Some(registry) => HUBS
            .iter()
            .find_map(|(hub, namespace)| (*hub == registry).then_some(*namespace)),
    };
    let on_hub = namespace.and_then(|namespace| name.strip_prefix(namespace));
    let Some(name) = on_hub else {
        return whole.get(..image.name.end as usize).unwrap_or_default();
    };
    ARCHITECTURES
        .iter()
        .find_map(|namespace| name.strip_prefix(namespace))
        .unwrap_or(name)
}

fn floor(distro: Distro) -> Option<(u16, u16)> {
    let mut floors = FLOORS.iter();
    floors.find(|it| it.0 == distro).map(|it| it.1)
}

/// The line that the first part of a tag names in an image of the product: `9`, `stretch`,
/// `centos7`.
fn own_line(product: &Product, part: &str) -> Option<&'static Line> {
    let bare = part
        .strip_prefix(product.prefix)
        .filter(|_| !product.prefix.is_empty());
    match bare {
        Some(bare) => product.line(bare),
        None if product.distro == Some(Distro::CentOsStream) => None,
        None => product.line(part),
    }
}

/// The line of a distribution that a part of the tag of another image names: `stretch`,
/// `alpine3.9`.
fn named_line(product: &Product, part: &str) -> Option<&'static Line> {
    match part.strip_prefix(product.prefix) {
        Some(version) => product.line(version),
        None => product.lines.iter().find(|it| it.codename == part),
    }
}

/// The distribution and release that a part of a tag names.
fn named_release(product: &Product, part: &str) -> Option<(Distro, Option<(u16, u16)>)> {
    let version = match named_line(product, part) {
        Some(line) => line.version,
        None => part.strip_prefix(product.prefix)?,
    };
    let digit = version.starts_with(|c: char| c.is_ascii_digit());
    Some((product.distro?, numbers(version))).filter(|_| digit)
}

/// The first two numbers of a version.
fn numbers(version: &str) -> Option<(u16, u16)> {
    let mut parts = version.split('.').map(str::parse);
    let major = parts.next()?.ok()?;
    let minor = parts.next().unwrap_or(Ok(0)).ok()?;
    Some((major, minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_distribution_and_release() {
        use Distro::{Alpine, CentOs, CentOsStream, Debian, Ubuntu};
        for (text, want) in [
            ("debian:12.9-slim", Some((Debian, Some((12, 0))))),
            (
                "docker.io/library/debian:stretch",
                Some((Debian, Some((9, 0)))),
            ),
            ("debian", Some((Debian, Some((13, 0))))),
            ("debian:stable-slim", Some((Debian, Some((13, 0))))),
            ("debian:oldstable", Some((Debian, None))),
            ("debian@sha256:00", Some((Debian, None))),
            ("arm64v8/ubuntu:24.04", Some((Ubuntu, Some((24, 4))))),
            ("ubuntu:noble-20250101", Some((Ubuntu, Some((24, 4))))),
            ("ubuntu:\u{0}", Some((Ubuntu, None))),
            ("alpine:3", Some((Alpine, Some((3, 22))))),
            ("alpine:3.24.1", Some((Alpine, Some((3, 24))))),
            ("centos:centos7.2.1511", Some((CentOs, Some((7, 0))))),
            (
                "quay.io/centos/centos:stream9",
                Some((CentOsStream, Some((9, 0)))),
            ),
            ("python:3.11", Some((Debian, None))),
            ("python:3.11-slim-bookworm", Some((Debian, Some((12, 0))))),
            ("python:3.11-alpine", Some((Alpine, None))),
            ("node:lts-alpine", Some((Alpine, Some((3, 22))))),
            ("node:alpine3.24", Some((Alpine, Some((3, 24))))),
            ("golang:\u{0}-alpine\u{0}", None),
            ("golang:\u{0}-alpine3.9", Some((Alpine, Some((3, 9))))),
            ("golang:1.10-nanoserver", None),
            (
                "nvidia/cuda:12-devel-ubuntu22.04",
                Some((Ubuntu, Some((22, 4)))),
            ),
            (
                "mcr.microsoft.com/dotnet/sdk:8.0-jammy",
                Some((Ubuntu, Some((22, 4)))),
            ),
            (
                "public.ecr.aws/docker/library/debian:12",
                Some((Debian, Some((12, 0)))),
            ),
            ("example.com/debian:12", None),
            ("someone/debian:12", None),
            ("ros:kinetic", None),
            ("\u{0}", None),
        ] {
            let system = KnownImage::read(text).system();
            assert_eq!(system.map(|it| (it.distro, it.release)), want, "{text}");
        }
    }

    #[test]
    fn what_has_ended() {
        let show = |text| {
            let ended = KnownImage::read(text).ended();
            let part = |it: Ended| format!("{} {}", it.product.name, it.range.of(text));
            ended.map(part).collect::<Vec<_>>().join(", ")
        };
        for (text, want) in [
            ("debian:9.3-slim", "Debian 9.3"),
            ("debian:bullseye-20200327-slim", "Debian bullseye"),
            ("ubuntu:14.04.5", "Ubuntu 14.04.5"),
            ("python:3.6-stretch", "Python 3.6, Debian stretch"),
            ("python:3.12-stretch", "Debian stretch"),
            ("python:2-alpine", "Python 2"),
            ("php:\u{0}-fpm-stretch", "Debian stretch"),
            ("node:carbon-alpine", "Node.js carbon"),
            ("gcr.io/distroless/base-debian10", "Debian debian10"),
            ("centos:7", "CentOS 7"),
            ("quay.io/centos/centos:stream8", "CentOS Stream stream8"),
            ("buildpack-deps:stretch-scm", "Debian stretch"),
            ("maven:3.6.1-jdk-11-slim", ""),
            ("ros:kinetic", ""),
            ("debian:12", ""),
            ("python:3", ""),
            ("python:\u{0}", ""),
            ("redis:6", ""),
            ("someone/debian:9", ""),
            ("debian", ""),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }
}
