//! Images that are no longer looked after, and what takes their place.
//!
//! Sources: the notices on their pages, for official images `deprecated.md` in the documentation
//! of Docker's library. A name that ends in `/` stands for all images below it.

use super::images::KnownImage;

const JAVA: &str = "take `eclipse-temurin`, `amazoncorretto` or another maintained build";
const NAMESAKE: &str = "take its successor below `mcr.microsoft.com`";

const DEPRECATED: [(&str, &str); 36] = [
    ("adoptopenjdk", JAVA),
    ("adoptopenjdk/", JAVA),
    (
        "centos",
        "take `almalinux`, `rockylinux` or `quay.io/centos/centos`",
    ),
    ("circleci/", "take its successor below `cimg`"),
    ("consul", "take `hashicorp/consul`"),
    ("django", "take `python` and install Django"),
    (
        "gcr.io/google_containers/",
        "take it from `registry.k8s.io`",
    ),
    ("google/dart", "take `dart`"),
    ("iojs", "take `node`"),
    ("java", JAVA),
    ("jboss/keycloak", "take `quay.io/keycloak/keycloak`"),
    ("jboss/wildfly", "take `quay.io/wildfly/wildfly`"),
    ("jenkins", "take `jenkins/jenkins`"),
    ("k8s.gcr.io/", "take it from `registry.k8s.io`"),
    (
        "mcr.microsoft.com/dotnet/core/",
        "take it from `mcr.microsoft.com/dotnet`",
    ),
    (
        "mcr.microsoft.com/vscode/devcontainers/",
        "take it from `mcr.microsoft.com/devcontainers`",
    ),
    (
        "microsoft/aspnet",
        "take `mcr.microsoft.com/dotnet/framework/aspnet`",
    ),
    (
        "microsoft/aspnetcore",
        "take `mcr.microsoft.com/dotnet/aspnet`",
    ),
    (
        "microsoft/aspnetcore-build",
        "take `mcr.microsoft.com/dotnet/sdk`",
    ),
    ("microsoft/azure-cli", "take `mcr.microsoft.com/azure-cli`"),
    (
        "microsoft/dotnet",
        "take `sdk`, `runtime` or `aspnet` below `mcr.microsoft.com/dotnet`",
    ),
    (
        "microsoft/iis",
        "take `mcr.microsoft.com/windows/servercore/iis`",
    ),
    (
        "microsoft/mssql-server-linux",
        "take `mcr.microsoft.com/mssql/server`",
    ),
    (
        "microsoft/nanoserver",
        "take `mcr.microsoft.com/windows/nanoserver`",
    ),
    (
        "microsoft/powershell",
        "take `mcr.microsoft.com/powershell`",
    ),
    (
        "microsoft/windowsservercore",
        "take `mcr.microsoft.com/windows/servercore`",
    ),
    ("microsoft/", NAMESAKE),
    ("nats-streaming", "take `nats` with JetStream"),
    ("openjdk", JAVA),
    ("opensuse", "take `opensuse/leap` or `opensuse/tumbleweed`"),
    ("owncloud", "take `owncloud/server`"),
    ("piwik", "take `matomo`"),
    ("rails", "take `ruby` and install Rails"),
    ("ubuntu-debootstrap", "take `ubuntu`"),
    ("ubuntu-upstart", "take `ubuntu`"),
    ("vault", "take `hashicorp/vault`"),
];

impl KnownImage<'_> {
    /// What to do instead of using this image, if it is no longer looked after.
    pub fn successor(&self) -> Option<&'static str> {
        let repository = self.repository();
        let found = DEPRECATED
            .iter()
            .find(|(name, _)| match repository.strip_prefix(name) {
                Some("") => true,
                Some(_) => name.ends_with('/'),
                None => false,
            });
        // Early builds of coming releases are still published.
        let early = repository == "openjdk" && self.parts().any(|(part, _)| part == "ea");
        found.filter(|_| !early).map(|(_, instead)| *instead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_found() {
        let exact: Vec<_> = DEPRECATED
            .iter()
            .filter(|it| it.0 != "microsoft/")
            .collect();
        assert!(exact.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (text, want) in [
            ("openjdk:8-jdk", true),
            ("openjdk:25-ea-jdk", false),
            ("docker.io/library/java:8", true),
            ("microsoft/dotnet:2.1-sdk", true),
            ("microsoft/anything", true),
            ("mcr.microsoft.com/dotnet/core/sdk:3.1", true),
            ("mcr.microsoft.com/dotnet/sdk:8.0", false),
            ("example.com/java:8", false),
            ("java-tools", false),
            ("vaultwarden/server", false),
        ] {
            let found = KnownImage::read(text).successor().is_some();
            assert_eq!(found, want, "{text}");
        }
    }
}
