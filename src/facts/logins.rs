//! User names, passwords and tokens in URLs.

/// The part of `user:password` that is secret, and whether it stands where the user does.
pub fn login_secret(user: &str) -> (&str, bool) {
    // A colon inside `${…}` is an operator.
    let mut depth = 0_u32;
    let colon = user.char_indices().find_map(|(at, sign)| {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (sign == ':' && depth == 0).then_some(at)
    });
    match colon.and_then(|at| Some((user.get(..at)?, user.get(at + 1..)?))) {
        Some((name, "x-oauth-basic" | "")) => (name, true),
        Some((_, password)) => (password, false),
        None => (user, true),
    }
}

/// True for tokens that tell by their look what they are.
pub fn is_known_token(text: &str) -> bool {
    let starts = [
        "ghp_",
        "gho_",
        "ghs_",
        "ghu_",
        "github_pat_",
        "glpat-",
        "gldt-",
    ];
    let hex = text.len() == 40 && text.bytes().all(|it| it.is_ascii_hexdigit());
    hex || (text.len() > 15 && starts.iter().any(|it| text.starts_with(it)))
}

/// True for what nobody takes for a real password.
pub fn is_sample_password(text: &str, user: &str) -> bool {
    const WORDS: [&str; 16] = [
        "root",
        "admin",
        "postgres",
        "mysql",
        "user",
        "test",
        "guest",
        "foo",
        "bar",
        "dev",
        "demo",
        "pwd",
        "token",
        "anonymous",
        "rabbitmq",
        "default",
    ];
    const PARTS: [&str; 9] = [
        "pass",
        "secret",
        "example",
        "change",
        "your",
        "dummy",
        "xxx",
        "***",
        "placeholder",
    ];
    let lower = text.to_ascii_lowercase();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.~%!+,=$&".contains(c);
    let same = user.split(':').next() == Some(text) || user.starts_with("anonymous");
    lower.is_empty()
        || same
        || lower.contains('$')
        || !lower.chars().all(plain)
        || WORDS.contains(&&*lower)
        || PARTS.iter().any(|it| lower.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_of_urls() {
        for (user, want) in [
            ("git", ("git", true)),
            ("me:hunter2", ("hunter2", false)),
            ("$TOKEN:x-oauth-basic", ("$TOKEN", true)),
            ("${U:-a}:b", ("b", false)),
            ("a:${P:-b}", ("${P:-b}", false)),
        ] {
            assert_eq!(login_secret(user), want, "{user}");
        }
        for (password, want) in [
            ("hunter2", false),
            ("password1", true),
            ("<token>", true),
            ("postgres", true),
        ] {
            assert_eq!(is_sample_password(password, "me"), want, "{password}");
        }
        assert!(is_known_token("ghp_0123456789abcdef"));
    }
}
