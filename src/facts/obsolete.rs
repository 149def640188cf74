//! Packages that distributions no longer have under this name.
//!
//! Sources: packages.debian.org, packages.ubuntu.com, pkgs.alpinelinux.org and the release notes
//! of Alpine. Only what is certain stands here.

use super::images::System;
use super::releases::Distro;

/// A package that is no longer there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Obsolete {
    /// Its name. `*` at the end stands for nothing, and for what a dash or dot starts.
    pub name: &'static str,
    /// The first release without it.
    pub since: (u16, u16),
    /// What to install instead; empty if that depends. `*` stands for what it stood for.
    pub instead: &'static str,
}

/// A package and the first releases of Debian, Ubuntu and Alpine without it; zeros where that is
/// not known.
struct Row {
    name: &'static str,
    gone: [(Distro, (u16, u16)); 3],
    instead: &'static str,
}

const fn apt(name: &'static str, debian: u16, ubuntu: (u16, u16), instead: &'static str) -> Row {
    let gone = [
        (Distro::Debian, (debian, 0)),
        (Distro::Ubuntu, ubuntu),
        (Distro::Alpine, (0, 0)),
    ];
    Row {
        name,
        gone,
        instead,
    }
}

const fn apk(name: &'static str, alpine: (u16, u16), instead: &'static str) -> Row {
    let gone = [
        (Distro::Debian, (0, 0)),
        (Distro::Ubuntu, (0, 0)),
        (Distro::Alpine, alpine),
    ];
    Row {
        name,
        gone,
        instead,
    }
}

static ROWS: [Row; 65] = [
    apt("libasound2", 0, (24, 4), "libasound2t64"),
    apt("libav-tools", 10, (18, 4), "ffmpeg"),
    apt("libcurl3", 10, (20, 4), "libcurl4"),
    apt("libffi6", 11, (20, 4), ""),
    apt("libffi7", 12, (22, 4), "libffi8"),
    apt("libgconf-2-4", 13, (0, 0), ""),
    apt("libgl1-mesa-glx", 13, (24, 4), "libgl1"),
    apt("libicu52", 9, (16, 4), ""),
    apt("libicu55", 9, (18, 4), ""),
    apt("libicu57", 10, (18, 4), ""),
    apt("libicu60", 10, (20, 4), ""),
    apt("libicu63", 11, (20, 4), ""),
    apt("libicu66", 11, (22, 4), ""),
    apt("libicu67", 12, (22, 4), ""),
    apt("libicu70", 12, (24, 4), ""),
    apt("libicu72", 13, (24, 4), ""),
    apt("libjasper-dev", 9, (18, 4), ""),
    apt(
        "libmysqlclient-dev",
        10,
        (0, 0),
        "default-libmysqlclient-dev",
    ),
    apt("libpcre3", 13, (0, 0), "libpcre2-8-0"),
    apt("libpcre3-dev", 13, (0, 0), "libpcre2-dev"),
    apt("libpng12-0", 9, (18, 4), "libpng16-16"),
    apt("libpng12-dev", 9, (18, 4), "libpng-dev"),
    apt("libqt4-dev", 11, (20, 4), "qtbase5-dev"),
    apt("libreadline6", 9, (18, 4), ""),
    apt("libreadline6-dev", 9, (18, 4), "libreadline-dev"),
    apt("libssl1.0-dev", 10, (20, 4), "libssl-dev"),
    apt("libssl1.0.0", 9, (20, 4), ""),
    apt("libssl1.0.2", 10, (18, 4), ""),
    apt("libssl1.1", 12, (22, 4), ""),
    apt("libtiff5", 12, (24, 4), "libtiff6"),
    apt("mysql-client", 10, (0, 0), "default-mysql-client"),
    apt("mysql-server", 10, (0, 0), "default-mysql-server"),
    apt("netcat", 12, (24, 4), "netcat-openbsd"),
    apt("nodejs-legacy", 10, (18, 4), "nodejs"),
    apt("openjdk-11-*", 12, (0, 0), ""),
    apt("openjdk-17-*", 13, (0, 0), ""),
    apt("openjdk-7-*", 9, (16, 4), ""),
    apt("openjdk-8-*", 10, (0, 0), ""),
    apt("php5*", 9, (16, 4), "php*"),
    apt("php7.0*", 10, (18, 4), "php*"),
    apt("php7.2*", 9, (20, 4), "php*"),
    apt("php7.3*", 11, (18, 4), "php*"),
    apt("php7.4*", 12, (22, 4), "php*"),
    apt("php8.1*", 11, (24, 4), "php*"),
    apt("python", 12, (22, 4), "python3"),
    apt("python-dev", 12, (22, 4), "python3-dev"),
    apt("python-pip", 11, (20, 4), "python3-pip"),
    apt("python-setuptools", 12, (24, 4), "python3-setuptools"),
    apt("python-software-properties", 10, (18, 4), ""),
    apt("python-virtualenv", 11, (20, 4), "python3-virtualenv"),
    apt("python2*", 12, (24, 4), "python3"),
    apt("python3-distutils", 13, (24, 4), "python3-setuptools"),
    apt("python3.10*", 12, (24, 4), "python3*"),
    apt("python3.5*", 10, (18, 4), "python3*"),
    apt("python3.6*", 10, (20, 4), "python3*"),
    apt("python3.7*", 11, (20, 4), "python3*"),
    apt("python3.8*", 11, (22, 4), "python3*"),
    apt("python3.9*", 12, (22, 4), "python3*"),
    apt("software-properties-common", 13, (0, 0), ""),
    apk("php5*", (3, 9), ""),
    apk("php7*", (3, 16), ""),
    apk("py2-pip", (3, 12), "py3-pip"),
    apk("python", (3, 12), "python3"),
    apk("python-dev", (3, 12), "python3-dev"),
    apk("python2*", (3, 16), "python3"),
];

/// Tells that the distribution has no package of this name any more.
pub fn obsolete(package: &str, system: System) -> Option<Obsolete> {
    let row = ROWS
        .iter()
        .filter(|row| fits(row.name, package))
        .find(|row| {
            let mut gone = row.gone.iter();
            gone.any(|(distro, since)| since.0 > 0 && system.is_from(*distro, *since))
        })?;
    let since = row
        .gone
        .iter()
        .find(|(distro, _)| *distro == system.distro)?;
    Some(Obsolete {
        name: row.name,
        since: since.1,
        instead: row.instead,
    })
}

fn fits(name: &str, package: &str) -> bool {
    match name.strip_suffix('*') {
        None => name == package,
        Some(start) => package.strip_prefix(start).is_some_and(|rest| {
            rest.is_empty() || start.ends_with('-') || rest.starts_with(['-', '.'])
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::KnownImage;

    #[test]
    fn packages_and_releases() {
        for (image, package, want) in [
            ("debian:11", "python-pip", Some((11, 0))),
            ("debian:10", "python-pip", None),
            ("debian", "netcat", Some((12, 0))),
            ("ubuntu:22.04", "netcat", None),
            ("ubuntu:24.04", "netcat", Some((24, 4))),
            ("ubuntu:24.04", "libasound2", Some((24, 4))),
            ("debian:13", "libasound2", None),
            ("debian:12", "openjdk-8-jdk-headless", Some((10, 0))),
            ("ubuntu:24.04", "openjdk-8-jdk", None),
            ("debian:12", "php7.4-fpm", Some((12, 0))),
            ("debian:12", "python2.7-dev", Some((12, 0))),
            ("debian:12", "python2x", None),
            ("alpine:3.20", "php7-fpm", Some((3, 16))),
            ("alpine:3.15", "php7-fpm", None),
            ("alpine", "python", Some((3, 12))),
            ("python:3.12", "netcat", None),
        ] {
            let system = KnownImage::read(image).system().unwrap();
            let found = obsolete(package, system).map(|it| it.since);
            assert_eq!(found, want, "{image} {package}");
        }
    }

    #[test]
    fn rows_make_sense() {
        for row in &ROWS {
            assert!(row.gone.iter().any(|it| it.1.0 > 0), "{}", row.name);
            assert!(!row.instead.contains('*') || row.name.ends_with('*'));
        }
    }
}
