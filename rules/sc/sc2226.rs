//! SC2226 link-without-name.

use crate::rule::prelude::*;

rule!(SC2226, on: [Script(check)]);

const SYNTAX: Syntax = Syntax {
    short: "St",
    long: &["suffix", "target-directory"],
    single_dash: false,
};

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    for command in script.linted_commands() {
        let Some(name) = command
            .name_word()
            .filter(|_| command.program() == Some("ln"))
        else {
            continue;
        };
        let args = Arguments::read(command, &SYNTAX);
        let [only] = args.operands.as_slice() else {
            continue;
        };
        let elsewhere = args.has(&["t", "target-directory", "help", "version"]);
        // A variable or a pattern may give several words.
        let several = only.is_dynamic() || only.raw().contains(['*', '?', '{']);
        if !elsewhere && !several {
            cx.report(name.span(), "this `ln` does not say where the link goes")
                .help("name the link, or `.` for the current folder");
        }
    }
}
