//! SC3028 variable-of-bash.

use crate::rule::prelude::*;

rule!(SC3028, on: [Script(check)]);

/// What bash sets and POSIX does not know. Source: "Bash Variables" of its manual.
const VARIABLES: [&str; 20] = [
    "BASHPID",
    "BASH_SOURCE",
    "BASH_VERSION",
    "COLUMNS",
    "DIRSTACK",
    "EUID",
    "FUNCNAME",
    "GROUPS",
    "HISTCMD",
    "HOSTNAME",
    "HOSTTYPE",
    "MACHTYPE",
    "OSTYPE",
    "PIPESTATUS",
    "RANDOM",
    "SECONDS",
    "SHELLOPTS",
    "SHLVL",
    "UID",
    "BASHOPTS",
];

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    if !matches!(script.dialect, Dialect::Sh | Dialect::Dash) {
        return;
    }
    let text = script.text.as_str();
    for command in script.linted_commands() {
        for word in command.words().filter(|word| word.is_dynamic()) {
            for (name, range) in word.variables() {
                let set = script.sets(name) || text.contains(&format!("{name}="));
                if VARIABLES.contains(&name) && !set {
                    let message = format!("`{name}` is set by bash, and empty in `sh`");
                    cx.report(script.text.span(range), message)
                        .help("run the script with bash: `SHELL [\"/bin/bash\", \"-c\"]`");
                }
            }
        }
    }
}
