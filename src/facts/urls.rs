//! URLs in any text.

/// One URL.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Url<'t> {
    /// Its offset in the text.
    pub start: usize,
    /// The whole URL.
    pub text: &'t str,
    /// What stands in front of `://`.
    pub scheme: &'t str,
    /// What stands between `://` and `@`.
    pub user: Option<&'t str>,
    /// The host, without the port.
    pub host: &'t str,
    /// What follows host and port.
    pub path: &'t str,
}

/// The URLs in a text, in order.
pub fn urls(text: &str) -> impl Iterator<Item = Url<'_>> {
    memchr::memmem::find_iter(text.as_bytes(), b"://").filter_map(|at| read(text, at))
}

fn read(text: &str, at: usize) -> Option<Url<'_>> {
    let (front, rest) = (text.get(..at)?, text.get(at + 3..)?);
    let of_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let scheme = front.get(front.trim_end_matches(of_scheme).len()..)?;
    if scheme.is_empty() {
        return None;
    }
    let start = at - scheme.len();
    let rest = rest.get(..end(rest))?;
    let authority = rest.get(..outside(rest, &['/', '?', '#']))?;
    let user = authority.rsplit_once('@');
    let host = user.map_or(authority, |(_, host)| host);
    // An address of version 6 stands in brackets.
    let port = match host.strip_prefix('[') {
        Some(inner) => inner.find(']').map_or(host.len(), |at| at + 2),
        None => outside(host, &[':']),
    };
    Some(Url {
        start,
        text: text.get(start..at + 3 + rest.len())?,
        scheme,
        user: user.map(|(user, _)| user),
        host: host.get(..port)?,
        path: rest.get(authority.len()..)?,
    })
}

/// Where a URL ends.
fn end(rest: &str) -> usize {
    let stops = |c: char| c.is_whitespace() || "\"'<>|;`)\\".contains(c);
    scan(rest, &stops)
}

/// The first of these characters outside `${…}` and `$(…)`.
fn outside(text: &str, stops: &[char]) -> usize {
    scan(text, &|c| stops.contains(&c))
}

fn scan(text: &str, stops: &dyn Fn(char) -> bool) -> usize {
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let close = match rest.get(..2) {
            Some("${") => '}',
            Some("$(") => ')',
            _ if stops(c) => return at,
            _ => {
                at += c.len_utf8();
                continue;
            }
        };
        match rest.find(close) {
            Some(end) => at += end + 1,
            None => return text.len(),
        }
    }
    text.len()
}

/// True for hosts that are not on the open network: this one, private addresses, names that only
/// some network knows. Also for those that are not known.
pub fn is_private_host(host: &str) -> bool {
    let endings = [
        ".local",
        ".internal",
        ".lan",
        ".localhost",
        ".localdomain",
        ".svc",
        ".home",
        ".corp",
        ".intranet",
        ".test",
        ".invalid",
    ];
    let mut numbers = host.split('.').map(str::parse::<u8>);
    let private = matches!(
        (numbers.next(), numbers.next()),
        (Some(Ok(10 | 127 | 0)), _)
            | (Some(Ok(192)), Some(Ok(168)))
            | (Some(Ok(172)), Some(Ok(16..=31)))
    );
    let numeric = host.split('.').count() == 4 && numbers.all(|it| it.is_ok());
    (private && numeric)
        || !host.contains('.')
        || host.contains(['$', '{', '%', '['])
        || endings.iter().any(|it| host.ends_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_found() {
        let show = |text: &str| {
            let all = urls(text).map(|it| {
                let user = it.user.unwrap_or("-");
                format!("{} {user} {} {}", it.scheme, it.host, it.path)
            });
            all.collect::<Vec<_>>().join("; ")
        };
        for (text, want) in [
            ("curl https://a.b:80/c?d|sh", "https - a.b /c?d"),
            ("X=http://u:p@h/x@y 'ftp://z'", "http u:p h /x@y; ftp - z "),
            (
                "git://${U:-a/b}:$(cat /x)@h.c/r",
                "git ${U:-a/b}:$(cat /x) h.c /r",
            ),
            ("http://[::1]:80/x", "http - [::1] /x"),
            ("://x", ""),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
        for (host, want) in [
            ("localhost", true),
            ("127.0.0.1", true),
            ("172.20.1.1", true),
            ("172.32.1.1", false),
            ("$HOST", true),
            ("nexus.corp", true),
            ("example.com", false),
            ("8.8.8.8", false),
        ] {
            assert_eq!(is_private_host(host), want, "{host}");
        }
    }
}
