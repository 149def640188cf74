//! What is in an image besides its distribution: a shell, programs that checks like to use.

use super::images::{KnownImage, System};
use super::releases::Distro;

/// Repositories without a shell start with these. The Python image of distroless has one.
const SHELL_LESS: [&str; 8] = [
    "gcr.io/distroless/static",
    "gcr.io/distroless/base",
    "gcr.io/distroless/cc",
    "gcr.io/distroless/java",
    "gcr.io/distroless/nodejs",
    "cgr.dev/chainguard/static",
    "mcr.microsoft.com/azurelinux/distroless/",
    "mcr.microsoft.com/cbl-mariner/distroless/",
];

/// Programs that checks of the health like to use, and texts of which one stands wherever they are
/// installed.
const CHECK_TOOLS: [(&str, &[&str]); 11] = [
    ("curl", &["curl"]),
    ("wget", &["wget", "busybox"]),
    ("nc", &["nc", "netcat", "busybox"]),
    ("pg_isready", &["postgres", "pgsql", "pg_isready", "psql"]),
    ("psql", &["postgres", "pgsql", "psql"]),
    ("mysql", &["mysql", "mariadb"]),
    ("mysqladmin", &["mysql", "mariadb"]),
    ("mariadb-admin", &["mysql", "mariadb"]),
    ("redis-cli", &["redis"]),
    ("mongosh", &["mongo"]),
    ("mongo", &["mongo"]),
];

/// Images with the tools of a language on a distribution.
const LANGUAGES: [&str; 6] = ["golang", "node", "perl", "python", "ruby", "rust"];

/// Official images beside those of distributions and languages. None of the official ones has a
/// health check of its own. Source: their FAQ, and the configurations of the images.
const WITHOUT_CHECK: [&str; 42] = [
    "alpine",
    "busybox",
    "caddy",
    "cassandra",
    "consul",
    "couchdb",
    "debian",
    "eclipse-mosquitto",
    "eclipse-temurin",
    "elasticsearch",
    "golang",
    "grafana/grafana",
    "haproxy",
    "httpd",
    "influxdb",
    "kibana",
    "logstash",
    "mariadb",
    "memcached",
    "mongo",
    "mysql",
    "nats",
    "neo4j",
    "nginx",
    "node",
    "openjdk",
    "pgvector/pgvector",
    "php",
    "postgis/postgis",
    "postgres",
    "prom/prometheus",
    "python",
    "rabbitmq",
    "redis",
    "ruby",
    "timescale/timescaledb",
    "tomcat",
    "traefik",
    "ubuntu",
    "valkey/valkey",
    "wordpress",
    "zookeeper",
];

/// True for a program that checks of the health like to use.
pub fn is_check_tool(program: &str) -> bool {
    CHECK_TOOLS.iter().any(|(name, _)| *name == program)
}

/// Texts of which one stands wherever a program is installed.
pub fn install_marks<'p>(program: &'p &'p str) -> &'p [&'p str] {
    let known = CHECK_TOOLS.iter().find(|(name, _)| name == program);
    known.map_or(std::slice::from_ref(program), |(_, marks)| *marks)
}

impl KnownImage<'_> {
    /// True for images that are known to come without a health check.
    pub fn has_no_healthcheck(&self) -> bool {
        WITHOUT_CHECK.contains(&self.repository())
            || self.is_plain()
            || LANGUAGES.contains(&self.repository())
            || self.repository().starts_with("mcr.microsoft.com/dotnet/")
            || self.repository().starts_with("gcr.io/distroless/")
    }

    /// True for images that are known to hold no shell.
    pub fn has_no_shell(&self) -> bool {
        let tag = self.reference().tag().unwrap_or_default();
        if tag.contains("debug") || tag.contains("dev") || self.is_partly_unknown() {
            return false;
        }
        let dotnet = self.repository().starts_with("mcr.microsoft.com/dotnet/");
        SHELL_LESS
            .iter()
            .any(|it| self.repository().starts_with(it))
            || (dotnet && (tag.contains("chiseled") || tag.contains("distroless")))
    }

    /// True if a program such as `curl` is known not to be in the image.
    pub fn lacks(&self, program: &str) -> bool {
        let downloads = matches!(program, "curl" | "wget" | "nc");
        let is_tool = is_check_tool(program);
        if self.has_no_shell() {
            return is_tool;
        }
        let one_of = |images: &[&str]| images.contains(&self.repository());
        if is_tool && !downloads {
            return self.is_plain() || one_of(&LANGUAGES);
        }
        let slim = self.parts().any(|(part, _)| part == "slim");
        match self.system() {
            Some(System {
                distro: Distro::Alpine,
                ..
            }) => {
                let lean = ["alpine", "golang", "node", "python", "ruby", "rust"];
                program == "curl" && one_of(&lean)
            }
            Some(System {
                distro: Distro::Debian,
                ..
            }) => {
                let lean = slim && one_of(&["node", "perl", "python", "ruby", "rust"]);
                downloads && (one_of(&["debian"]) || lean)
            }
            Some(it) if it.is_from(Distro::Ubuntu, (16, 4)) => downloads && one_of(&["ubuntu"]),
            _ => program == "curl" && one_of(&["busybox"]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shells_and_tools() {
        for (text, shell_less) in [
            ("gcr.io/distroless/static:nonroot", true),
            ("gcr.io/distroless/base-debian12:debug", false),
            ("gcr.io/distroless/python3", false),
            ("mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled", true),
            ("cgr.dev/chainguard/static:latest", true),
            ("debian:12", false),
        ] {
            assert_eq!(KnownImage::read(text).has_no_shell(), shell_less, "{text}");
        }
        for (text, program, want) in [
            ("debian:12-slim", "curl", true),
            ("debian:12-slim", "python3", false),
            ("python:3.12-slim", "wget", true),
            ("python:3.12", "curl", false),
            ("alpine:3.20", "curl", true),
            ("alpine:3.20", "wget", false),
            ("nginx:alpine", "curl", false),
            ("php:8.3-apache", "curl", false),
            ("ubuntu:22.04", "nc", true),
            ("buildpack-deps:bookworm", "curl", false),
            ("node:22", "pg_isready", true),
            ("postgres:17", "pg_isready", false),
            ("gcr.io/distroless/static", "redis-cli", true),
        ] {
            let lacks = KnownImage::read(text).lacks(program);
            assert_eq!(lacks, want, "{text} {program}");
        }
    }
}
