//! DX0006 unread-shell.

use crate::rule::prelude::*;

rule!(DX0006, on: [Script(check)]);

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    if script.status == Status::Cut {
        cx.report(
            cx.keyword(),
            "the shell of this instruction is too long or too deep to be checked",
        )
        .help("move it to a script of its own");
    }
}
