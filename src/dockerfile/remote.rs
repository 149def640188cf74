//! Which sources of `ADD` and `COPY` are URLs or Git repositories.

/// Where a source comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// The build context, or another stage.
    Local,
    /// A file behind `http://` or `https://`.
    Http,
    /// A Git repository.
    Git,
}

impl SourceKind {
    /// Reads a source after expansion.
    pub fn read(text: &str) -> Self {
        if text.starts_with("git://") || text.starts_with("ssh://") || is_scp(text) {
            return SourceKind::Git;
        }
        let Some(rest) = text
            .strip_prefix("http://")
            .or_else(|| text.strip_prefix("https://"))
        else {
            return SourceKind::Local;
        };
        let path = rest.split(['#', '?']).next().unwrap_or_default();
        // Docker compares the ending letter by letter.
        if path.contains('/') && path.strip_suffix(".git").is_some() {
            SourceKind::Git
        } else {
            SourceKind::Http
        }
    }
}

/// `user@host:path`
fn is_scp(text: &str) -> bool {
    let Some((user, rest)) = text.split_once('@') else {
        return false;
    };
    let Some((host, path)) = rest.split_once(':') else {
        return false;
    };
    let word = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    word(user) && word(host) && !path.is_empty()
}

const QUERY_KEYS: [&str; 9] = [
    "ref",
    "tag",
    "branch",
    "commit",
    "checksum",
    "subdir",
    "submodules",
    "keep-git-dir",
    "fetch-by-commit",
];

/// The first key in the query of a Git URL that Docker does not know.
pub(super) fn unknown_query_key(text: &str) -> Option<&str> {
    let query = text.split('#').next()?.split_once('?')?.1;
    let key = |pair: &'_ str| pair.split('=').next().unwrap_or_default().to_owned();
    let keys = query.split('&').filter(|pair| !pair.is_empty());
    keys.map(|pair| pair.get(..key(pair).len()).unwrap_or_default())
        .find(|key| !QUERY_KEYS.contains(key) && *key != "mtime")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources() {
        for (text, want) in [
            ("git://host/x", SourceKind::Git),
            ("ssh://git@host/x", SourceKind::Git),
            ("git@github.com:a/b", SourceKind::Git),
            ("https://github.com/a/b.git", SourceKind::Git),
            ("https://github.com/a/b.git#v1:sub", SourceKind::Git),
            ("https://github.com/a/b.git?tag=v1", SourceKind::Git),
            ("https://github.com/a/b", SourceKind::Http),
            ("http://x/y.tar.gz", SourceKind::Http),
            ("HTTP://x/y", SourceKind::Local),
            ("github.com/a/b", SourceKind::Local),
            ("a@b/c:d", SourceKind::Local),
            ("./x", SourceKind::Local),
        ] {
            assert_eq!(SourceKind::read(text), want, "{text}");
        }
        assert_eq!(unknown_query_key("https://x/y.git?foo=1"), Some("foo"));
        assert_eq!(unknown_query_key("https://x/y.git?tag=v1&subdir=a#z"), None);
    }
}
