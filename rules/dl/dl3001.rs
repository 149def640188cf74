//! DL3001 pointless-command.

use crate::rule::prelude::*;

rule!(
    DL3001,
    on: [Command(
        &["free", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim"],
        check,
    )],
    options: Options
);

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// Commands that are wanted after all.
    allow: Vec<String>,
}

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let (Some(name), Some(word)) = (command.program(), command.name_word()) else {
        return;
    };
    let allowed = cx
        .options::<Options>()
        .is_some_and(|it| it.allow.iter().any(|it| it == name));
    if !allowed {
        cx.report(
            word.span(),
            format!("`{name}` makes little sense while an image is built"),
        )
        .help("drop it, or do it when the container runs");
    }
}
