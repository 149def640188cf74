//! Credentials in Compose files: by the names of their variables, and by what they are set to.

use crate::compose::interpolate::{Part, Template, Variable};
use crate::facts::{is_literal_secret, is_secret_name, tokens};
use crate::text::Range;

/// True for the name of a variable that holds a credential, whatever it is set to.
pub fn is_credential(name: &str) -> bool {
    let lower = name.to_ascii_lowercase().replace('-', "_");
    let numbered = lower.trim_end_matches(|c: char| c.is_ascii_digit());
    let plain = numbered.trim_end_matches('_');
    // The first password of a program is one, and so is the token that only its name calls an id.
    let plain = plain.replace("_default_", "_");
    let plain = plain.strip_prefix("default_").unwrap_or(&plain);
    let plain = plain
        .strip_suffix("root_token_id")
        .map_or_else(|| plain.to_owned(), |start| format!("{start}root_token"));
    let plain = singular(&plain);
    is_secret_name(plain) && !is_switch(plain) && !is_login(plain)
}

/// One of several, without what follows and is no other thing: `api_tokens`, `password_admin`,
/// `password_sha256`.
fn singular(name: &str) -> &str {
    const LISTS: [&str; 4] = ["token", "password", "api_key", "apikey"];
    let rest = ["_admin", "_root", "_sha"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .filter(|it| it.ends_with("password"));
    let one = name.strip_suffix('s');
    let one = one.filter(|it| LISTS.iter().any(|word| it.ends_with(word)));
    rest.or(one).unwrap_or(name)
}

/// True for the access key of a store of objects, which is the name of a user: the secret one is
/// another.
fn is_login(name: &str) -> bool {
    name.ends_with("access_key") && !name.contains("secret")
}

/// True for the name of a setting about a credential.
fn is_switch(name: &str) -> bool {
    const WORDS: [&str; 20] = [
        "allow", "auto", "count", "disallow", "empty", "field", "force", "format", "forgot",
        "generate", "has", "label", "limit", "random", "rotate", "show", "skip", "use", "validate",
        "with",
    ];
    // Names of files for Kafka, and the name of a cluster of etcd.
    let others = ["store_credentials", "ssl_key_credentials", "cluster_token"];
    name.split('_').any(|part| WORDS.contains(&part)) || others.iter().any(|it| name.ends_with(it))
}

/// True for the name of a key or salt: a credential if it is set to something made up.
fn may_be_credential(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let last = lower.rsplit('_').next().unwrap_or_default();
    matches!(last, "key" | "salt") && !lower.contains("public") && !lower.contains("ssh_host")
}

/// True if a variable of this name is set to a credential that stands there as it is.
pub fn is_set_to_credential(name: &str, value: &str) -> bool {
    let random = || value.len() >= 16 && is_literal_secret(value);
    if !tokens(value).is_empty() {
        // Another rule has more to say.
        return false;
    }
    is_credential(name) && is_own_value(name, value) || may_be_credential(name) && random()
}

/// True if a text can be a credential of this name: it is no switch, number, path or place holder.
fn is_own_value(name: &str, value: &str) -> bool {
    const WORDS: [&str; 22] = [
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "none",
        "null",
        "nil",
        "disabled",
        "enabled",
        "disable",
        "enable",
        "unused",
        "dummy",
        "fake",
        "n/a",
        "undefined",
        "placeholder",
        "invalid",
        "unset",
        "not-set",
    ];
    let value = value.trim().trim_matches(['"', '\'']);
    let lower = value.to_ascii_lowercase();
    // No limit is that long.
    let is_number = value.len() < 20 && value.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    // Passwords are made of digits more often than they should be.
    let of_digits = value.len() >= 3 && name.to_ascii_lowercase().contains("pass");
    let is_path = value.starts_with(['/', '~']) || value.starts_with("./") || value.contains("://");
    !value.is_empty()
        && !WORDS.contains(&&*lower)
        && (!is_number || of_digits)
        && !is_path
        && !is_place_holder(&lower)
        && !(of_others(name)
            && ["your", "replace", "placeholder", "fake", "provided"]
                .iter()
                .any(|it| lower.contains(it)))
}

/// True for what others give out: a text that is made up has no use.
fn of_others(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["api_key", "apikey", "token", "client_secret"]
        .iter()
        .any(|end| lower.ends_with(end))
}

/// True for what someone is to replace: `<password>`, `xxx`.
pub fn is_place_holder(text: &str) -> bool {
    let fill = |c: char| matches!(c, 'x' | 'X' | '*' | '.' | '_' | '-' | '?' | '…');
    text.starts_with(['<', '[', '{', '%']) || text.contains("{{") || text.chars().all(fill)
}

/// The text, if no variable is replaced in it. A `$$` is left as it is.
pub fn without_variables(text: &str) -> Option<&str> {
    if !text.contains('$') {
        return Some(text);
    }
    let template = Template::parse(text);
    let fixed = |part: &Part<'_>| matches!(part, Part::Text(_) | Part::Dollar(_));
    template.parts().iter().all(fixed).then_some(text)
}

/// The defaults in a text that stand there as they are: the variable and the default.
pub fn defaults<'t>(template: &Template<'t>) -> Vec<(Variable<'t>, &'t str, Range)> {
    let literal = |variable: &Variable<'t>| {
        let word = variable.default_word()?;
        let fixed = |part: &Part<'_>| matches!(part, Part::Text(_) | Part::Dollar(_));
        let is_fixed = !word.parts().is_empty() && word.parts().iter().all(fixed);
        is_fixed.then(|| (variable.clone(), word.text(), word.range()))
    };
    template.variables().filter_map(literal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values() {
        for (name, value, want) in [
            ("POSTGRES_PASSWORD", "postgres", true),
            ("MYSQL_ROOT_PASSWORD", "123456", true),
            ("PGADMIN_DEFAULT_PASSWORD", "admin", true),
            ("VAULT_DEV_ROOT_TOKEN_ID", "root", true),
            ("DB_PASSWORD_2", "hunter2", true),
            ("APP_KEY", "q8Kd02mZq7LxT4pW", true),
            ("APP_KEY", "orders", false),
            ("POSTGRES_PASSWORD_FILE", "pw", false),
            ("MYSQL_ALLOW_EMPTY_PASSWORD", "1", false),
            ("MYSQL_RANDOM_ROOT_PASSWORD", "maybe", false),
            ("JWT_SECRET", "30", false),
            ("API_TOKEN", "true", false),
            ("API_TOKEN", "your-token", false),
            ("API_KEY", "user_provided", false),
            ("CLIENT_API_TOKENS", "default:development.a1", true),
            ("MAX_TOKENS", "4000", false),
            ("NEKO_PASSWORD_ADMIN", "hunter2", true),
            ("ROOT_PASSWORD_SHA2", "9f86d081884c7d65", true),
            ("ENCRYPTION_KEY", "00000000000000000000000000000000", true),
            ("MINIO_ACCESS_KEY", "minioadmin", false),
            ("MINIO_SECRET_KEY", "minioadmin", true),
            ("AWS_SECRET_ACCESS_KEY", "minioadmin", true),
            ("DB_PASSWORD", "your-password", true),
            ("KAFKA_SSL_KEYSTORE_CREDENTIALS", "creds", false),
            ("API_TOKEN", "<token>", false),
            ("API_TOKEN", "/run/secrets/token", false),
            ("PASSWORD", "", false),
            ("PASSWORD", "xxxx", false),
        ] {
            assert_eq!(is_set_to_credential(name, value), want, "{name}={value}");
        }
    }

    #[test]
    fn values_with_variables() {
        assert_eq!(without_variables("pa$$w"), Some("pa$$w"));
        assert_eq!(without_variables("a${B}"), None);
        let template = Template::parse("${A:-x} ${B:?y} ${C-} ${D:-${E:-z}}");
        let found: Vec<_> = { defaults(&template) }
            .iter()
            .map(|(variable, word, _)| (variable.name, *word))
            .collect();
        assert_eq!(found, [("A", "x"), ("E", "z")]);
    }
}
