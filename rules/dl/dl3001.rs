//! DL3001 pointless-command.

use crate::rule::prelude::*;

rule!(
    DL3001,
    on: [Command(
        &["free", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim"],
        check,
    )]
);

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    if let (Some(name), Some(word)) = (command.program(), command.name_word()) {
        cx.report(word.span(), format!("`{name}` makes little sense while an image is built"))
            .help("drop it, or do it when the container runs");
    }
}
