//! DX6018 keep-alive-cmd.

use crate::rule::prelude::*;

rule!(DX6018, on: [Script(check)]);

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    let starts = matches!(script.origin, Origin::Cmd | Origin::Entrypoint);
    if !starts || cx.stage().is_some_and(|stage| !cx.model().is_output(stage)) {
        return;
    }
    let last = script
        .commands()
        .filter(|it| it.within().is_top_level())
        .last();
    let Some(command) = last else { return };
    let args: Vec<_> = command.args().map(ShellWord::cooked).collect();
    let waits = match (command.program(), args.as_slice()) {
        (Some("tail"), [.., "/dev/null"]) => true,
        (Some("sleep"), [time]) => matches!(*time, "infinity" | "inf"),
        _ => false,
    };
    if waits {
        cx.report(
            command.span(),
            "this does nothing but keep the container alive",
        )
        .help("start the program that the container is for, in the foreground");
    }
}
