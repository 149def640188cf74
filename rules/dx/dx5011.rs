//! DX5011 unverified-ssh-host.

use crate::rule::prelude::*;

rule!(
    DX5011,
    on: [Instruction(check), Command(&["ssh-keyscan"], check_keyscan)],
    options: Options
);

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// Report `ssh-keyscan`, too: it believes whoever answers.
    keyscan: bool,
}

static MARKS: [Mark; 1] = [Mark::new("stricthostkeychecking", MarkSetting::Off)];

const HELP: &str = "copy a `known_hosts` with the keys that the host publishes";

fn check<'s>(it: &Instruction<'s>, cx: &mut Cx<'_, 's>) {
    for found in cx.settings_in(it, &MARKS) {
        let near = ["localhost", "127.0.0.1"];
        if !near.iter().any(|it| found.line.contains(it)) {
            cx.report(found.span, "`ssh` believes any server that answers")
                .help(HELP);
        }
    }
}

fn check_keyscan(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let wanted = cx.options::<Options>().is_some_and(|it| it.keyscan);
    let stored = |it: ShellWord<'_>| it.cooked().contains("known_hosts");
    let kept = command.own_redirections().any(|it| stored(it.target))
        || command.piped_to().is_some_and(|it| it.args().any(stored));
    let text = command.script().text.as_str();
    let compared = text.contains("ssh-keygen -l") || mentions_check(text);
    if let Some(name) = command.name_word().filter(|_| wanted && kept && !compared) {
        cx.report(name.span(), "`ssh-keyscan` trusts whoever answers")
            .help(HELP);
    }
}
