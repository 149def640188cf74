//! DX6014 cargo-debug-build.

use crate::rule::prelude::*;

rule!(DX6014, on: [Command(&["cargo"], check)]);

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let args = Arguments::read(command, &Syntax::default());
    let builds = args
        .operands
        .iter()
        .any(|it| matches!(it.text(), Some("build" | "b")));
    let Some(stage) = cx.stage().filter(|_| builds && !args.is_open) else {
        return;
    };
    if args.has(&["r", "release", "profile"]) {
        return;
    }
    let is_debug = |text: &str| {
        text.contains("target/debug/") || text.contains("/debug/") && text.contains("target")
    };
    let mut all = cx.tree().instructions.iter().map(Instruction::trigger);
    let shipped = all.find(|it| match &it.kind {
        Kind::Copy(copy) => {
            let from = it
                .flag("from")
                .and_then(|from| cx.model().stage_named(from.text()));
            from.is_some_and(|from| from.index == stage.index)
                && copy.sources.iter().any(|it| is_debug(&it.word))
        }
        Kind::Cmd(_) | Kind::Entrypoint(_) => {
            stage.instructions.contains(&it.index) && cx.is_shipped() && is_debug(&it.argument())
        }
        _ => false,
    });
    if let Some(shipped) = shipped {
        cx.report(
            command.span(),
            "`cargo build` without `--release` builds a slow and large program",
        )
        .label(shipped.keyword.span, "it is used here")
        .help("add `--release`, and take it from `target/release`");
    }
}
