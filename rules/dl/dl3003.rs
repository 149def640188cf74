//! DL3003 cd-instead-of-workdir.

use crate::rule::prelude::*;

rule!(DL3003, on: [Command(&["cd"], check)]);

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let within = command.within();
    // In a subshell the folder is changed for a few commands only, which WORKDIR cannot do.
    if within.subshell || within.substitution || within.function {
        return;
    }
    cx.report(
        command.span(),
        "`cd` changes the folder for this `RUN` only",
    )
    .help("use `WORKDIR`, or put the commands in `( … )`");
}
