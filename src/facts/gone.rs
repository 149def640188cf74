//! Services that are gone, as of July 2025. Only what its operators announced, or what can no
//! longer be reached for years, is listed.

use super::urls::Url;

/// A service that is gone.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Gone {
    /// What is gone. Empty for a release that has moved.
    what: &'static str,
    /// Since when.
    since: &'static str,
    /// What to do instead.
    pub instead: &'static str,
    /// Its host; with a dot in front, all hosts that end so.
    host: &'static str,
    /// Only URLs with this scheme.
    scheme: Option<&'static str>,
    /// Only paths that hold this.
    path: &'static str,
    /// Only where one of these words begins the word behind the URL, as the suite does in a line
    /// of APT.
    suites: &'static [&'static str],
}

impl Gone {
    const fn host(
        host: &'static str,
        what: &'static str,
        since: &'static str,
        instead: &'static str,
    ) -> Self {
        Self {
            what,
            since,
            instead,
            host,
            scheme: None,
            path: "",
            suites: &[],
        }
    }
}

const DEBIAN: &[&str] = &[
    "sarge", "etch", "lenny", "squeeze", "wheezy", "jessie", "stretch", "buster",
];

const UBUNTU: &[&str] = &[
    "precise", "quantal", "raring", "saucy", "utopic", "vivid", "wily", "yakkety", "zesty",
    "artful", "cosmic", "disco", "eoan", "groovy", "hirsute", "impish", "kinetic", "lunar",
    "mantic",
];

const BINTRAY: &str = "take it from where the project publishes it now";
const DOCKER: &str = "use `https://download.docker.com`";
const KUBERNETES: &str = "use `https://pkgs.k8s.io`";
const CENTOS: &str = "use `http://vault.centos.org`, or a distribution that is maintained";
const MAVEN: &str = "use `https://`";
const TAOBAO: &str = "use `https://registry.npmmirror.com`";
const EPEL: &str = "use `https://archives.fedoraproject.org/pub/archive/epel`";
const KEYSERVER: &str = "use `hkps://keys.openpgp.org` or `hkps://keyserver.ubuntu.com`";
const ARCHIVE: &str = "use `http://archive.debian.org`, or a release that is maintained";
const OLD: &str = "use `http://old-releases.ubuntu.com`, or a release that is maintained";

/// Key servers, which are also named without a scheme.
const KEYSERVERS: [Gone; 2] = [
    Gone::host(
        ".sks-keyservers.net",
        "the SKS key server pool",
        "June 2021",
        KEYSERVER,
    ),
    Gone::host("keys.gnupg.net", "`keys.gnupg.net`", "2021", KEYSERVER),
];

const SERVICES: [Gone; 29] = [
    Gone::host("dl.bintray.com", "Bintray", "May 2021", BINTRAY),
    Gone::host("api.bintray.com", "Bintray", "May 2021", BINTRAY),
    Gone::host("bintray.com", "Bintray", "May 2021", BINTRAY),
    Gone {
        scheme: Some("git"),
        ..Gone::host(
            "github.com",
            "access to GitHub by `git://`",
            "March 2022",
            "use `https://`",
        )
    },
    Gone::host(
        "apt.dockerproject.org",
        "`apt.dockerproject.org`",
        "March 2020",
        DOCKER,
    ),
    Gone::host(
        "yum.dockerproject.org",
        "`yum.dockerproject.org`",
        "March 2020",
        DOCKER,
    ),
    Gone::host(
        "apt.kubernetes.io",
        "`apt.kubernetes.io`",
        "March 2024",
        KUBERNETES,
    ),
    Gone::host(
        "yum.kubernetes.io",
        "`yum.kubernetes.io`",
        "March 2024",
        KUBERNETES,
    ),
    Gone {
        suites: &["kubernetes-"],
        ..Gone::host(
            "packages.cloud.google.com",
            "this repository of Kubernetes",
            "March 2024",
            KUBERNETES,
        )
    },
    Gone {
        path: "/yum/repos/kubernetes",
        ..Gone::host(
            "packages.cloud.google.com",
            "this repository of Kubernetes",
            "March 2024",
            KUBERNETES,
        )
    },
    Gone::host(
        "mirror.centos.org",
        "`mirror.centos.org`",
        "July 2024",
        CENTOS,
    ),
    Gone::host(
        "mirrorlist.centos.org",
        "`mirrorlist.centos.org`",
        "July 2024",
        CENTOS,
    ),
    Gone {
        scheme: Some("http"),
        ..Gone::host(
            "repo1.maven.org",
            "access to Maven by `http://`",
            "January 2020",
            MAVEN,
        )
    },
    Gone {
        scheme: Some("http"),
        ..Gone::host(
            "repo.maven.apache.org",
            "access to Maven by `http://`",
            "January 2020",
            MAVEN,
        )
    },
    Gone::host(
        "registry.npm.taobao.org",
        "`npm.taobao.org`",
        "January 2024",
        TAOBAO,
    ),
    Gone::host("npm.taobao.org", "`npm.taobao.org`", "January 2024", TAOBAO),
    Gone::host(
        "kubernetes-charts.storage.googleapis.com",
        "this repository of Helm charts",
        "November 2020",
        "use `https://charts.helm.sh/stable`",
    ),
    Gone::host(
        ".googlecode.com",
        "Google Code",
        "January 2016",
        "take it from where the project publishes it now",
    ),
    Gone {
        path: "/pub/epel/5",
        ..Gone::host("dl.fedoraproject.org", "EPEL 5 at this place", "2017", EPEL)
    },
    Gone {
        path: "/pub/epel/6",
        ..Gone::host(
            "dl.fedoraproject.org",
            "EPEL 6 at this place",
            "December 2020",
            EPEL,
        )
    },
    Gone {
        path: "/pub/epel/7",
        ..Gone::host(
            "dl.fedoraproject.org",
            "EPEL 7 at this place",
            "July 2024",
            EPEL,
        )
    },
    Gone {
        path: "/epel-release-latest-6",
        ..Gone::host(
            "dl.fedoraproject.org",
            "EPEL 6 at this place",
            "December 2020",
            EPEL,
        )
    },
    Gone {
        path: "/epel-release-latest-7",
        ..Gone::host(
            "dl.fedoraproject.org",
            "EPEL 7 at this place",
            "July 2024",
            EPEL,
        )
    },
    debian("deb.debian.org"),
    debian("httpredir.debian.org"),
    debian("security.debian.org"),
    debian("ftp.debian.org"),
    ubuntu(".archive.ubuntu.com"),
    ubuntu("security.ubuntu.com"),
];

const fn debian(host: &'static str) -> Gone {
    Gone {
        suites: DEBIAN,
        ..Gone::host(host, "", "July 2025", ARCHIVE)
    }
}

const fn ubuntu(host: &'static str) -> Gone {
    Gone {
        suites: UBUNTU,
        ..Gone::host(host, "", "July 2024", OLD)
    }
}

/// The gone service that a URL leads to. `behind` is the text that follows it.
pub fn gone(url: &Url<'_>, behind: &str) -> Option<&'static Gone> {
    static ALL: [Gone; 29] = SERVICES;
    static SERVERS: [Gone; 2] = KEYSERVERS;
    let next = behind.trim_start_matches(['"', '\'', ' ', '\t']);
    ALL.iter().chain(&SERVERS).find(|it| {
        let suite = it.suites.is_empty()
            || (next.len() < behind.len() && it.suites.iter().any(|suite| is_suite(next, suite)));
        it.fits(url.host)
            && it.scheme.is_none_or(|scheme| scheme == url.scheme)
            && url.path.contains(it.path)
            && suite
    })
}

fn is_suite(text: &str, suite: &str) -> bool {
    text.strip_prefix(suite)
        .is_some_and(|rest| suite.ends_with('-') || !rest.starts_with(char::is_alphanumeric))
}

impl Gone {
    /// What is wrong with a URL that leads to `host`.
    pub fn message(&self, host: &str) -> String {
        match self.what {
            "" => format!("`{host}` no longer has this release"),
            what => format!("no answer here: {what} is gone since {}", self.since),
        }
    }

    fn fits(&self, host: &str) -> bool {
        match self.host.strip_prefix('.') {
            Some(domain) => host
                .strip_suffix(domain)
                .is_some_and(|front| front.is_empty() || front.ends_with('.')),
            None => host == self.host,
        }
    }

    /// The gone key server that a word names, without a scheme.
    pub fn keyserver(word: &str) -> Option<&'static Self> {
        static SERVERS: [Gone; 2] = KEYSERVERS;
        let host = word.split([':', '/']).next().unwrap_or_default();
        SERVERS.iter().find(|it| it.fits(host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::urls;

    #[test]
    fn services() {
        let find = |text: &str| {
            let url = urls(text).next().unwrap();
            let behind = &text[url.start + url.text.len()..];
            gone(&url, behind).map_or("-", |it| it.what)
        };
        for (text, want) in [
            ("https://dl.bintray.com/x", "Bintray"),
            ("https://jcenter.bintray.com/x", "-"),
            ("git://github.com/a/b", "access to GitHub by `git://`"),
            ("https://github.com/a/b", "-"),
            ("deb http://deb.debian.org/debian stretch main", ""),
            ("deb http://deb.debian.org/debian bookworm main", "-"),
            ("deb http://archive.debian.org/debian stretch main", "-"),
            ("http://security.debian.org jessie/updates main", ""),
            ("http://de.archive.ubuntu.com/ubuntu/ zesty main", ""),
            ("https://packages.cloud.google.com/apt cloud-sdk", "-"),
            (
                "https://packages.cloud.google.com/apt/ kubernetes-xenial",
                "this repository of Kubernetes",
            ),
            (
                "hkp://p80.pool.sks-keyservers.net:80",
                "the SKS key server pool",
            ),
        ] {
            assert_eq!(find(text), want, "{text}");
        }
        assert!(Gone::keyserver("ha.pool.sks-keyservers.net").is_some());
        assert!(Gone::keyserver("pool.sks-keyservers.net:80").is_some());
        assert!(Gone::keyserver("keyserver.ubuntu.com").is_none());
    }
}
