//! SC2174 mode-of-last-folder-only.

use crate::rule::prelude::*;

rule!(SC2174, on: [Script(check)]);

const SYNTAX: Syntax = Syntax {
    short: "m",
    long: &["mode"],
    single_dash: false,
};

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    for command in script.linted_commands() {
        if command.program() != Some("mkdir") {
            continue;
        }
        let args = Arguments::read(command, &SYNTAX);
        let deep = |path: &str| {
            let path = path.trim_start_matches("../").trim_start_matches("./");
            path.trim_end_matches('/').contains('/')
        };
        let parents = args.has(&["p", "parents"]);
        let mode = args.flag(&["m", "mode"]).filter(|_| parents);
        if let Some(mode) = mode.filter(|_| args.operands.iter().any(|it| deep(it.cooked()))) {
            cx.report(mode.word.span(), "the mode is for the last folder only")
                .help("set the mode of the other folders with `chmod`, or make them first");
        }
    }
}
