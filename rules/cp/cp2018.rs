//! CP2018 secret-on-command-line.

use crate::rule::prelude::*;

rule!(CP2018, on: [Service(check)]);

/// Options for passwords that do not sound like it.
const OPTIONS: [&str; 3] = ["requirepass", "masterauth", "rpcauth"];
/// Programs that take a password right behind `-p`.
const GLUED: [&str; 10] = [
    "mariadb",
    "mariadb-admin",
    "mariadb-check",
    "mariadb-dump",
    "mysql",
    "mysqladmin",
    "mysqlcheck",
    "mysqldump",
    "mysqlshow",
    "mongosh",
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for words in command_words(service) {
        let has = |names: &[&str]| words.iter().any(|it| names.contains(&base(it.text)));
        let (glued, redis) = (has(&GLUED), has(&["redis-cli", "valkey-cli"]));
        for (index, word) in words.iter().enumerate() {
            let next = words.get(index + 1);
            let found = match option(word.text) {
                Some((name, Some(at))) => Some((name, *word, at)),
                Some((name, None)) => next.map(|it| (name, *it, 0)),
                None if glued && word.text.starts_with("-p") => Some(("-p", *word, 2)),
                None if redis && word.text == "-a" => next.map(|it| ("-a", *it, 0)),
                None => None,
            };
            let Some((name, word, at)) = found else {
                continue;
            };
            let value = word.text.get(at..).unwrap_or_default();
            if is_password(name, value) {
                let message = format!("everyone who lists processes sees the value of `{name}`");
                cx.report_part(word.place, word.part(at), message)
                    .help("give it a file, or a variable that the container knows: `$$NAME`");
            }
        }
    }
}

/// The name in `--name=value`, `-name value` or `NAME=value`, and where the value starts.
fn option(word: &str) -> Option<(&str, Option<usize>)> {
    let at = word.find('=');
    let written = word.get(..at.unwrap_or(word.len()))?;
    let name = written.trim_start_matches('-');
    let is_flag = name.len() < written.len();
    let last = name.rsplit('.').next().unwrap_or_default();
    let counts = is_credential(last) || OPTIONS.contains(&name) || name == "password";
    let counts = counts && !name.contains('$');
    (counts && (is_flag || at.is_some())).then_some((written, at.map(|at| at + 1)))
}

fn is_password(name: &str, value: &str) -> bool {
    let plain = value.trim_matches(['"', '\'']);
    let is_text = !plain.contains(['$', '`', '<', '(']) && !plain.starts_with(['-', '%', '{']);
    is_text && (is_set_to_credential("password", plain) || is_token(name, plain))
}

/// The tokens that another rule reports are left to it.
fn is_token(name: &str, value: &str) -> bool {
    is_credential(name) && is_set_to_credential(name, value)
}
