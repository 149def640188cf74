//! Who runs the program of a container.

use crate::image::ImageRef;
use crate::shell::Syntax;

use super::images::KnownImage;
use super::releases::Distro;

/// The options of `useradd`. Source: its manual page.
pub const USERADD: Syntax = Syntax {
    short: "bcdefgGkKpPRsuZ",
    long: &[
        "base-dir",
        "comment",
        "home-dir",
        "expiredate",
        "inactive",
        "gid",
        "groups",
        "skel",
        "key",
        "password",
        "prefix",
        "root",
        "selinux-user",
        "shell",
        "uid",
    ],
    single_dash: false,
};

/// The options of `adduser`, that of Debian and that of busybox. Source: their manual pages.
pub const ADDUSER: Syntax = Syntax {
    short: "hgsGuk",
    long: &[
        "comment", "conf", "firstgid", "firstuid", "gecos", "gid", "home", "ingroup", "lastgid",
        "lastuid", "shell", "uid",
    ],
    single_dash: false,
};

/// Official images that start their programs as root and leave it at that. Source: the
/// configurations of the images, 2025.
const ROOT: [&str; 42] = [
    "almalinux",
    "alpine",
    "amazoncorretto",
    "amazonlinux",
    "archlinux",
    "bash",
    "buildpack-deps",
    "busybox",
    "centos",
    "clojure",
    "composer",
    "debian",
    "eclipse-temurin",
    "elixir",
    "erlang",
    "fedora",
    "gcc",
    "golang",
    "haskell",
    "ibmjava",
    "julia",
    "maven",
    "mono",
    "node",
    "openjdk",
    "opensuse/leap",
    "opensuse/tumbleweed",
    "oraclelinux",
    "oven/bun",
    "perl",
    "php",
    "pypy",
    "python",
    "r-base",
    "rakudo-star",
    "rockylinux",
    "ruby",
    "rust",
    "sapmachine",
    "swift",
    "tomcat",
    "ubuntu",
];

/// True for images known to start their programs as root, without giving root up on the way.
pub fn starts_as_root(image: &ImageRef<'_>) -> bool {
    let name = image.name();
    match image.registry() {
        None | Some("docker.io" | "index.docker.io") => {
            let name = name.strip_prefix("library/").unwrap_or(name);
            let tag = image.tag().unwrap_or_default();
            // Apache and PHP-FPM give root up themselves.
            let server = tag.contains("apache") || tag.contains("fpm");
            ROOT.contains(&name) && !server && !tag.contains("rootless")
        }
        Some("mcr.microsoft.com") => {
            let tag = image.tag().unwrap_or_default();
            let small = ["chiseled", "distroless"].iter().any(|it| tag.contains(it));
            // The images of the framework are for Windows.
            let on_windows = name.starts_with("dotnet/framework/");
            name.starts_with("dotnet/") && !small && !on_windows
        }
        _ => false,
    }
}

/// The accounts in the images of Debian and Ubuntu, and in those built on them.
const ON_DEBIAN: [&str; 22] = [
    "_apt",
    "backup",
    "bin",
    "daemon",
    "games",
    "gnats",
    "irc",
    "list",
    "lp",
    "mail",
    "man",
    "messagebus",
    "news",
    "nobody",
    "proxy",
    "root",
    "sync",
    "sys",
    "systemd-network",
    "ubuntu",
    "uucp",
    "www-data",
];

/// The accounts in the images of Alpine, also in older ones.
const ON_ALPINE: [&str; 28] = [
    "adm",
    "at",
    "bin",
    "cron",
    "cyrus",
    "daemon",
    "ftp",
    "games",
    "guest",
    "halt",
    "lp",
    "mail",
    "man",
    "news",
    "nobody",
    "ntp",
    "operator",
    "postmaster",
    "root",
    "shutdown",
    "smmsp",
    "squid",
    "sshd",
    "svn",
    "sync",
    "uucp",
    "vpopmail",
    "xfs",
];

/// Accounts that come with packages.
const OF_PACKAGES: [&str; 26] = [
    "apache",
    "caddy",
    "elasticsearch",
    "ftp",
    "git",
    "grafana",
    "haproxy",
    "http",
    "jenkins",
    "memcache",
    "memcached",
    "mongodb",
    "mosquitto",
    "mysql",
    "named",
    "nginx",
    "node",
    "nobody",
    "postgres",
    "prometheus",
    "rabbitmq",
    "redis",
    "sshd",
    "tomcat",
    "vscode",
    "www-data",
];

/// True if an image surely has no account of this name, and installing packages does not make one.
/// Only images with a distribution and little else are known.
pub fn lacks_account(image: &KnownImage<'_>, name: &str) -> bool {
    const KNOWN: [&str; 9] = [
        "alpine", "debian", "golang", "node", "perl", "python", "ruby", "rust", "ubuntu",
    ];
    if !KNOWN.contains(&image.repository()) || OF_PACKAGES.contains(&name) {
        return false;
    }
    let accounts: &[&str] = match image.system().map(|it| it.distro) {
        Some(Distro::Debian | Distro::Ubuntu) => &ON_DEBIAN,
        Some(Distro::Alpine) => &ON_ALPINE,
        _ => return false,
    };
    !accounts.contains(&name)
}

/// True if a text names a program that changes the user or runs others as one, or a server that
/// does so itself.
pub fn may_change_user(text: &str) -> bool {
    const PROGRAMS: [&str; 23] = [
        "apache2",
        "chroot",
        "cron",
        "crond",
        "dockerd",
        "gosu",
        "haproxy",
        "httpd",
        "init",
        "mysqld",
        "nginx",
        "php-fpm",
        "postgres",
        "runit",
        "runsvdir",
        "runuser",
        "s6-setuidgid",
        "setpriv",
        "setuidgid",
        "sshd",
        "su",
        "su-exec",
        "supervisord",
    ];
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.split(|c: char| !is_part(c)).any(|word| {
        PROGRAMS.contains(&word) || word.starts_with("s6-") || word.starts_with("php-fpm")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_that_start_as_root() {
        for (image, want) in [
            ("node:20", true),
            ("docker.io/library/python:3.12-slim", true),
            ("php:8-cli", true),
            ("php:8-apache", false),
            ("mcr.microsoft.com/dotnet/aspnet:8.0", true),
            ("mcr.microsoft.com/dotnet/framework/aspnet:4.8", false),
            ("mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled", false),
            ("nginx", false),
            ("bitnami/node", false),
            ("ghcr.io/x/node", false),
        ] {
            assert_eq!(starts_as_root(&ImageRef::read(image)), want, "{image}");
        }
    }

    #[test]
    fn accounts_in_images() {
        for (image, name, want) in [
            ("node:22", "appuser", true),
            ("node:22", "node", false),
            ("python:3.13-alpine", "app", true),
            ("alpine:3.22", "guest", false),
            ("debian:13", "backup", false),
            ("debian:13", "postgres", false),
            ("someone/debian", "app", false),
        ] {
            let lacks = lacks_account(&KnownImage::read(image), name);
            assert_eq!(lacks, want, "{image} {name}");
        }
    }

    #[test]
    fn programs_that_change_the_user() {
        assert!(may_change_user("exec gosu app \"$@\""));
        assert!(may_change_user("[\"/usr/sbin/nginx\"]"));
        assert!(!may_change_user("pip install nginx-tools supply"));
    }
}
