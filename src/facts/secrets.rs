//! What sounds like a secret, and what is one: names, values, tokens.

use crate::text::Range;

/// True if a part of the name between underscores is the word for a secret, and no part says that
/// it is something harmless: what `docker build` and hadolint go by.
pub fn sounds_secret(name: &str) -> bool {
    const SECRET: [&str; 10] = [
        "apikey",
        "auth",
        "credential",
        "credentials",
        "key",
        "password",
        "pword",
        "passwd",
        "secret",
        "token",
    ];
    has_part(name, &SECRET) && !has_part(name, &["public", "file", "version"])
}

const SECRET: [&str; 14] = [
    "apikey",
    "credential",
    "credentials",
    "pass",
    "passphrase",
    "passwd",
    "password",
    "pat",
    "pw",
    "pwd",
    "pword",
    "secret",
    "token",
    "sshkey",
];
const GLUED: [&str; 8] = [
    "apikey",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "secretkey",
    "token",
];
/// Words in front of `pass` and `pwd`, without which they may be anything: `bypass`.
const OWNERS: [&str; 22] = [
    "admin", "app", "cache", "db", "ftp", "http", "imap", "jdbc", "ldap", "mail", "mongo", "mysql",
    "oracle", "pg", "postgres", "rabbitmq", "redis", "root", "smtp", "sql", "user", "vnc",
];
const ABOUT: [&str; 30] = [
    "algorithm",
    "check",
    "cmd",
    "command",
    "default",
    "disable",
    "enable",
    "enabled",
    "encoding",
    "expires",
    "expiry",
    "file",
    "hash",
    "header",
    "id",
    "install",
    "length",
    "max",
    "min",
    "name",
    "old",
    "path",
    "policy",
    "prefix",
    "public",
    "require",
    "reset",
    "type",
    "url",
    "version",
];

/// True for the name of a secret: the last part says so, and no other says that it is something
/// about a secret. It knows fewer words than [`sounds_secret`], and more ways to write them.
pub fn is_secret_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let mut parts = lower.rsplit(['_', '-', '.']);
    let last = parts.next().unwrap_or_default();
    let single = parts.clone().next().is_none();
    let before = parts.next().unwrap_or_default();
    let alone = single && matches!(last, "pass" | "pat" | "pw" | "pwd");
    let owned = |end: &str| {
        last.strip_suffix(end)
            .is_some_and(|it| OWNERS.contains(&it))
    };
    let pair = matches!(
        (before, last),
        (
            "private" | "secret" | "access" | "api" | "ssh" | "encryption" | "master",
            "key"
        ) | ("key", "base")
    );
    let secret = SECRET.contains(&last) && !alone
        || GLUED
            .iter()
            .any(|end| last.ends_with(end) && !last.ends_with("tiktoken"))
        || owned("pass")
        || owned("pwd")
        || pair;
    secret && !has_part(&lower, &ABOUT)
}

fn has_part(name: &str, words: &[&str]) -> bool {
    name.split('_')
        .any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
}

/// True for a text that looks like a secret as it stands there: it mixes letters and digits as a
/// made-up word does not, and is no path, address, place holder or sentence. A word with a number
/// behind it is a default that nobody takes for a secret.
pub fn is_literal_secret(value: &str) -> bool {
    const HOLDERS: [&str; 15] = [
        "change",
        "dummy",
        "example",
        "fake",
        "fix",
        "here",
        "insert",
        "placeholder",
        "replace",
        "sample",
        "secret",
        "test",
        "todo",
        "xxx",
        "your",
    ];
    let lower = value.to_ascii_lowercase();
    let syntax = lower.contains([
        '$', '{', '<', '%', '/', '\\', '*', '(', ':', ' ', '\t', '\n',
    ]);
    let changes = |pair: &[u8]| match pair {
        [a, b] => {
            a.is_ascii_alphabetic() && b.is_ascii_digit()
                || a.is_ascii_digit() && b.is_ascii_alphabetic()
        }
        _ => false,
    };
    let mixed = lower
        .as_bytes()
        .windows(2)
        .filter(|pair| changes(pair))
        .count();
    lower.len() >= 8
        && mixed >= 3
        && !syntax
        && !HOLDERS.iter().any(|holder| lower.contains(holder))
}

/// How a kind of token is written. Source: the pages of their issuers.
struct Format {
    starts: &'static [&'static str],
    /// Signs behind the start, at least and at most.
    rest: (usize, usize),
    what: &'static str,
}

const FORMATS: [Format; 12] = [
    Format {
        starts: &["AKIA", "ASIA"],
        rest: (16, 16),
        what: "an AWS access key",
    },
    Format {
        starts: &["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
        rest: (36, 251),
        what: "a GitHub token",
    },
    Format {
        starts: &["github_pat_"],
        rest: (60, 251),
        what: "a GitHub token",
    },
    Format {
        starts: &["glpat-", "gldt-", "glrt-"],
        rest: (20, 300),
        what: "a GitLab token",
    },
    Format {
        starts: &["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"],
        rest: (30, 200),
        what: "a Slack token",
    },
    Format {
        starts: &["AIza"],
        rest: (35, 35),
        what: "a Google API key",
    },
    Format {
        starts: &["npm_"],
        rest: (36, 36),
        what: "an npm token",
    },
    Format {
        starts: &["sk_live_", "rk_live_"],
        rest: (24, 247),
        what: "a Stripe key",
    },
    Format {
        starts: &["dckr_pat_"],
        rest: (24, 60),
        what: "a Docker Hub token",
    },
    Format {
        starts: &["hf_"],
        rest: (34, 37),
        what: "a Hugging Face token",
    },
    Format {
        starts: &["pypi-AgEIcHlwaS5vcmc"],
        rest: (50, 400),
        what: "a PyPI token",
    },
    Format {
        starts: &["dop_v1_"],
        rest: (64, 64),
        what: "a DigitalOcean token",
    },
];

/// The shortest token: what is shorter is not looked at.
const SHORTEST: usize = 20;

/// The tokens and private keys in a text: what they are, and where.
pub fn tokens(text: &str) -> Vec<(&'static str, Range)> {
    let mut found = Vec::new();
    let mut at = 0;
    // A run of signs that is long enough has one at every so many bytes.
    while let Some(window) = text.as_bytes().get(at..at + SHORTEST) {
        if let Some(gap) = window.iter().rposition(|byte| !is_token_byte(*byte)) {
            at += gap + 1;
            continue;
        }
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let end = rest.iter().position(|byte| !is_token_byte(*byte));
        let end = at + end.unwrap_or(rest.len());
        let run = text.get(at..end).unwrap_or_default();
        if let Some(what) = FORMATS.iter().find_map(|format| format.fits(run)) {
            found.push((what, Range::new(at, end)));
        }
        at = end + 1;
    }
    found.extend(private_key(text));
    found
}

impl Format {
    fn fits(&self, run: &str) -> Option<&'static str> {
        let rest = self.starts.iter().find_map(|it| run.strip_prefix(it))?;
        let (least, most) = self.rest;
        let mut letters = [false; 128];
        for byte in rest.bytes() {
            if let Some(letter) = letters.get_mut(usize::from(byte)) {
                *letter = true;
            }
        }
        let distinct = letters.iter().filter(|it| **it).count();
        let shape = if least == 16 {
            // Those of AWS have no small letters.
            rest.bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        } else {
            rest.bytes().any(|byte| byte.is_ascii_digit())
        };
        let real = distinct >= 8 && !rest.to_ascii_lowercase().contains("example");
        (shape && real && (least..=most).contains(&rest.len())).then_some(self.what)
    }
}

fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

/// The first line of a private key with a key behind it.
fn private_key(text: &str) -> Option<(&'static str, Range)> {
    const END: &str = "PRIVATE KEY-----";
    let end = memchr::memmem::find(text.as_bytes(), END.as_bytes())?;
    let before = text.get(..end)?;
    let start = before.rfind("-----BEGIN ")?;
    let kind = before.get(start..)?.trim_start_matches("-----BEGIN ");
    let behind = end + END.len();
    // The line break may be written as one, or as `\n`.
    let rest = text
        .get(behind..)?
        .trim_start_matches(['"', '\'', '\\', ' ', '\t', '\r', '\n']);
    let rest = rest.strip_prefix('n').unwrap_or(rest);
    let key = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
        .count();
    let plain = kind.len() <= 12 && !kind.contains(['\n', '-']);
    (plain && key >= 24).then(|| ("a private key", Range::new(start, behind)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets() {
        for (name, want) in [
            ("DB_PASS", true),
            ("PGPASSWORD", true),
            ("DBPASS", true),
            ("ORACLE_PWD", true),
            ("ACCESSTOKEN", true),
            ("AWS_SECRET_ACCESS_KEY", true),
            ("SSH_PRIVATE_KEY", true),
            ("sshkey", true),
            ("GITHUB_PAT", true),
            ("PWD", false),
            ("BYPASS", false),
            ("SSHPASS", false),
            ("LLVM_BYPASS", false),
            ("PASSWORD_FILE", false),
            ("PASSWORD_MIN_LENGTH", false),
            ("TOKENIZERS_PARALLELISM", false),
            ("PUBLIC_KEY", false),
            ("GPG_KEY", false),
            ("RESET_OS_PASSWORD", false),
            ("USE_TIKTOKEN", false),
        ] {
            assert_eq!(is_secret_name(name), want, "{name}");
        }
    }

    #[test]
    fn values_that_may_be_secrets() {
        for (value, want) in [
            ("tr0ub4dor", true),
            ("q8Kd02mZq7Lx", true),
            ("hunter22", false),
            ("minio123", false),
            ("nagios", false),
            ("Pa55-w0rd!", true),
            ("oauth2-proxy", false),
            ("your-t0k3n-4u", false),
            ("", false),
            ("123456", false),
            ("changeme1", false),
            ("/run/secrets/x", false),
            ("http://x", false),
            ("$X", false),
            ("false", false),
            ("reset.sh", false),
            ("<token>", false),
        ] {
            assert_eq!(is_literal_secret(value), want, "{value}");
        }
    }

    /// The tokens are put together here, so that no scanner takes this file for a leak.
    #[test]
    fn tokens_by_their_form() {
        let body = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";
        let part = |len: usize| body.get(..len).unwrap();
        for (text, want) in [
            (format!("T=ghp_{}", part(36)), Some("a GitHub token")),
            (
                format!("//r/:_authToken=npm_{}", part(36)),
                Some("an npm token"),
            ),
            (
                format!("x {}{} y", "AKIA", "2E0A8F3B7C1D9G4H"),
                Some("an AWS access key"),
            ),
            (format!("{}{}", "AKIA", "IOSFODNN7EXAMPLE"), None),
            (format!("ghp_{}", "x".repeat(36)), None),
            (format!("ghp_{}", part(20)), None),
            (format!("my-npm_{}", part(36)), None),
            ("sha256:0123456789abcdef0123456789abcdef".to_owned(), None),
            (
                format!("-----BEGIN RSA {} KEY-----\\nMIIE{body}", "PRIVATE"),
                Some("a private key"),
            ),
            (format!("-----BEGIN {} KEY-----\n", "PRIVATE"), None),
        ] {
            let found = tokens(&text);
            assert_eq!(found.first().map(|(what, _)| *what), want, "{text}");
        }
    }
}
