//! DX1001 background-server.

use crate::rule::prelude::*;

rule!(DX1001, on: [Script(check)]);

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    let starts = match script.origin {
        Origin::Cmd | Origin::Entrypoint => true,
        Origin::File => is_started(cx),
        Origin::Run | Origin::Healthcheck => false,
    };
    if !starts || script.commands().any(is_wait) {
        return;
    }
    let steps: Vec<_> = script
        .commands()
        .filter(|it| it.within().is_top_level())
        .collect();
    let last = steps.iter().rposition(|it| it.wrapper().is_none());
    for (index, command) in steps.iter().copied().enumerate() {
        let is_last = last.is_some_and(|last| index >= last);
        if let Some(name) = managed_service(command) {
            let message = if is_last {
                format!("the container ends as soon as {name} is started")
            } else {
                format!("nobody notices when {name} ends")
            };
            cx.report(command.span(), message)
                .help("start the server itself, in the foreground, with `exec`");
        } else if is_last && command.within().background {
            cx.report(
                command.span(),
                "this runs in the background, so the container ends at once",
            )
            .help("leave out the `&`");
        } else if is_last && command.wrapper().is_none() && goes_away(command) {
            cx.report(
                command.span(),
                "this server goes to the background, so the container ends at once",
            )
            .help("use its option for the foreground");
        }
    }
}

/// True if an `ENTRYPOINT` or `CMD` of the stage names the file that this instruction writes.
fn is_started(cx: &Cx<'_, '_>) -> bool {
    let Some((Kind::Copy(copy) | Kind::Add(copy), stage)) =
        cx.instruction().map(|it| &it.kind).zip(cx.stage())
    else {
        return false;
    };
    let Some(target) = copy.destination.as_deref().filter(|it| !it.ends_with('/')) else {
        return false;
    };
    cx.instructions(stage).iter().any(|it| {
        let it = it.trigger();
        let starts = matches!(it.kind, Kind::Cmd(_) | Kind::Entrypoint(_));
        starts && it.argument().contains(target)
    })
}

fn is_wait(command: Command<'_>) -> bool {
    matches!(command.program(), Some("wait" | "fg"))
}
