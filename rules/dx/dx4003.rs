//! DX4003 service-start-in-run.

use crate::rule::prelude::*;

rule!(DX4003, on: [Run(check)]);

fn check<'s>(_: &Run<'s>, cx: &mut Cx<'_, 's>) {
    let Some(it) = cx.instruction() else { return };
    let scripts = cx.scripts(it);
    if scripts.iter().any(|script| script.status != Status::Parsed) {
        return;
    }
    let all = || scripts.iter().flat_map(Script::commands);
    for command in all().filter(|it| it.within().is_top_level()) {
        let Some(what) = started(command).filter(|_| !starts_other(command)) else {
            continue;
        };
        let behind = command.span().end;
        let mut later = all().filter(|it| it.span().start >= behind);
        if later.all(is_idle) {
            let message = format!("{what} is gone when this `RUN` ends");
            cx.report(command.span(), message)
                .help("start it when the container starts, with `CMD` or `ENTRYPOINT`")
                .replaces("DL3001");
        }
    }
}

/// What a command starts in the background.
fn started(command: Command<'_>) -> Option<String> {
    if let Some(service) = managed_service(command) {
        return Some(service);
    }
    let name = command.program()?;
    let bare = matches!(name, "nginx" | "cron" | "supervisord") && command.args().next().is_none();
    let background = command.within().background && command.args().next().is_some();
    (bare || background || goes_away(command)).then(|| format!("`{name}`"))
}

/// True for a command that only runs another one, which is looked at by itself.
fn starts_other(command: Command<'_>) -> bool {
    let mut all = command.script().commands();
    let inner = |it: Command<'_>| it.wrapper().is_some_and(|it| it.range() == command.range());
    all.any(inner)
}

/// True for commands that need no running server.
fn is_idle(command: Command<'_>) -> bool {
    started(command).is_some()
        || matches!(command.program(), Some("sleep" | "echo" | "true" | ":"))
        || command.has_arg("status")
        || command.has_arg("enable")
}
