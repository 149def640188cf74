//! DX6019 package-manager-as-pid1.

use crate::rule::prelude::*;

rule!(DX6019, on: [Script(check)]);

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    let starts = matches!(script.origin, Origin::Cmd | Origin::Entrypoint);
    if !starts || cx.stage().is_some_and(|stage| !cx.model().is_output(stage)) {
        return;
    }
    let last = script
        .commands()
        .filter(|it| it.within().is_top_level())
        .last();
    let Some((command, program)) = last.and_then(|it| Some((it, it.program()?))) else {
        return;
    };
    let verb = command.args().find(|it| !it.cooked().starts_with('-'));
    let runs = match (program, verb.map(ShellWord::cooked)) {
        ("npm" | "pnpm", Some(verb)) => matches!(verb, "start" | "run" | "run-script"),
        ("yarn", Some(verb)) => !matches!(verb, "install" | "add" | "test" | "exec" | "node"),
        _ => false,
    };
    if runs {
        let message = format!(
            "`{program}` stands between the container and its program, and may keep signals from it"
        );
        cx.report(command.span(), message)
            .help("start the program itself, as in `CMD [\"node\", \"server.js\"]`");
    }
}
