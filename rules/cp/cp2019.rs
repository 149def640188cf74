//! CP2019 authentication-disabled.

use crate::rule::prelude::*;

rule!(CP2019, on: [Service(check)]);

/// Settings and the values that switch authentication off; `*` is any that is not empty or false.
/// Source: the pages of the images.
const SETTINGS: [(&str, &str); 22] = [
    ("POSTGRES_HOST_AUTH_METHOD", "trust"),
    ("MYSQL_ALLOW_EMPTY_PASSWORD", "*"),
    ("MARIADB_ALLOW_EMPTY_PASSWORD", "*"),
    ("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "*"),
    ("ALLOW_EMPTY_PASSWORD", "*"),
    ("ALLOW_ANONYMOUS_LOGIN", "*"),
    ("ALLOW_NONE_AUTHENTICATION", "*"),
    ("XPACK.SECURITY.ENABLED", "false"),
    ("XPACK_SECURITY_ENABLED", "false"),
    ("PLUGINS.SECURITY.DISABLED", "true"),
    ("DISABLE_SECURITY_PLUGIN", "true"),
    ("NEO4J_AUTH", "none"),
    ("NEO4J_DBMS_SECURITY_AUTH__ENABLED", "false"),
    ("ME_CONFIG_BASICAUTH", "false"),
    ("ARANGO_NO_AUTH", "*"),
    ("INFLUXDB_HTTP_AUTH_ENABLED", "false"),
    ("AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED", "true"),
    ("CLICKHOUSE_SKIP_USER_SETUP", "*"),
    ("GF_AUTH_ANONYMOUS_ORG_ROLE", "admin"),
    ("MONGO_EXPRESS_NO_AUTH", "*"),
    ("DISABLE_AUTH", "true"),
    ("AUTH_DISABLED", "true"),
];
/// Options that do so, and the word that has to be there, too.
const OPTIONS: [(&str, &str); 10] = [
    ("--noauth", "mongo"),
    ("--skip-grant-tables", ""),
    ("--insecure", "cockroach"),
    ("--insecure", "start-single-node"),
    ("--api.insecure=true", ""),
    ("--api.insecure", ""),
    ("--NotebookApp.token=", ""),
    ("--ServerApp.token=", ""),
    ("--auth=none", "code-server"),
    ("--no-auth", ""),
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for pair in service.environment() {
        let Some(value) = pair_value(&pair, cx) else {
            continue;
        };
        let value = value.trim_matches(['"', '\'']);
        let lower = value.to_ascii_lowercase();
        let name = pair.name.to_ascii_uppercase();
        let is_off = |(known, off): &(&str, &str)| {
            let said = !matches!(&*lower, "" | "no" | "false" | "0");
            *known == name && (*off == lower || *off == "*" && said)
        };
        let with = match &*name {
            "GF_AUTH_ANONYMOUS_ORG_ROLE" => Some("GF_AUTH_ANONYMOUS_ENABLED"),
            _ => None,
        };
        let both = with.is_none_or(|with| is_on(service, with, cx));
        let asks = name.contains("ALLOW_EMPTY") && has_password(service, &name);
        if both && !asks && SETTINGS.iter().any(is_off) {
            let message = format!(
                "`{}={value}` lets everyone in without a password",
                pair.name
            );
            cx.report_part(pair.value_place, pair.value_range, message)
                .help("ask for a password, and take it from a variable or a file");
        }
    }
    for words in command_words(service) {
        for (index, word) in words.iter().enumerate() {
            let next = words.get(index + 1).map_or("", |it| it.text);
            let text = word.text.replace(['"', '\''], "");
            let beside = |with: &str| words.iter().any(|it| it.text.contains(with));
            let is_off = |(off, with): &(&str, &str)| *off == text && beside(with);
            let unprotected = text == "--protected-mode" && next.trim_matches(['"', '\'']) == "no";
            if OPTIONS.iter().any(is_off) || unprotected {
                let value = if unprotected { " no" } else { "" };
                let message = format!("`{text}{value}` lets everyone in without a password");
                cx.report_part(word.place, word.range, message)
                    .help("ask for a password, and take it from a variable or a file");
            }
        }
    }
}

/// True if a password is set, or chosen at random, so that an empty one is not used.
fn has_password(service: Service<'_, '_>, allowed: &str) -> bool {
    let end = if allowed == "ALLOW_EMPTY_PASSWORD" {
        "PASSWORD"
    } else {
        "ROOT_PASSWORD"
    };
    service.environment().iter().any(|pair| {
        let name = pair.name.trim_end_matches("_FILE");
        let is_other = name.ends_with(end) && !name.contains("ALLOW_EMPTY");
        is_other && pair.value.is_none_or(|value| !value.is_empty())
    })
}

/// True if a variable of the service is set to true.
fn is_on(service: Service<'_, '_>, name: &str, cx: &ComposeCx<'_, '_>) -> bool {
    let all = service.environment();
    let value = all.iter().find(|it| it.name == name);
    value.is_some_and(|it| pair_value(it, cx).is_some_and(|it| it.contains("true")))
}
