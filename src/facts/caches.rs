//! How programs are kept from their caches.

/// A program with a cache, and what makes it do without.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CacheUse {
    /// Its names.
    names: Words,
    /// Parts of paths by which its cache is known.
    pub folders: Words,
    /// Options that switch it off.
    pub off: Words,
    /// A variable that switches it off; empty if there is none.
    pub variable: &'static str,
    /// The words of calls that empty it.
    pub empties: &'static [Words],
}

type Words = &'static [&'static str];

const ALL: [CacheUse; 9] = [
    CacheUse {
        names: &["pip", "pip3", "python", "python3"],
        folders: &["/.cache", "pip"],
        off: &["--no-cache-dir"],
        variable: "PIP_NO_CACHE_DIR",
        empties: &[&["cache", "purge"]],
    },
    CacheUse {
        names: &["uv"],
        folders: &["/.cache", "uv"],
        off: &["--no-cache"],
        variable: "UV_NO_CACHE",
        empties: &[&["cache", "clean"]],
    },
    CacheUse {
        names: &["apk"],
        folders: &["apk"],
        off: &["--no-cache"],
        variable: "",
        empties: &[&["cache", "purge"]],
    },
    CacheUse {
        names: &["apt-get", "apt"],
        folders: &["/var/cache/apt"],
        off: &[],
        variable: "",
        empties: &[&["clean"], &["distclean"]],
    },
    CacheUse {
        names: &["yum", "dnf", "microdnf"],
        folders: &["/var/cache/"],
        off: &[],
        variable: "",
        empties: &[&["clean", "all"]],
    },
    CacheUse {
        names: &["npm"],
        folders: &[".npm"],
        off: &[],
        variable: "",
        empties: &[&["cache", "clean"]],
    },
    CacheUse {
        names: &["yarn"],
        folders: &["yarn"],
        off: &[],
        variable: "",
        empties: &[&["cache", "clean"]],
    },
    CacheUse {
        names: &["go"],
        folders: &["/go/pkg/mod"],
        off: &[],
        variable: "",
        empties: &[&["clean", "-modcache"]],
    },
    CacheUse {
        names: &["composer"],
        folders: &["composer"],
        off: &["--no-cache"],
        variable: "",
        empties: &[&["clear-cache"], &["clearcache"]],
    },
];

impl CacheUse {
    /// What is known of a program.
    pub fn of(program: &str) -> Option<&'static Self> {
        ALL.iter().find(|it| it.names.contains(&program))
    }
}
