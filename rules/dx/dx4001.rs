//! DX4001 useless-cd.

use crate::rule::prelude::*;

rule!(DX4001, on: [Command(&["cd"], check)]);

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let script = command.script();
    let changes = |it: &Command<'_>| matches!(it.program(), Some("cd" | "pushd" | "popd"));
    // Who changes the folder twice goes back at the end.
    let first = !command.earlier().any(|it| changes(&it));
    let step = command.within().is_top_level() && command.wrapper().is_none();
    let plain = matches!(command.link(), Link::Start | Link::And | Link::Seq);
    let words: Vec<_> = command.words().map(ShellWord::cooked).collect();
    // Behind something else, this only leaves a folder that may be removed.
    let leaves = matches!(words.as_slice(), [_] | [_, "/" | ".." | "-" | "~"]);
    let ends = command.is_last() && script.status == Status::Parsed && words.len() <= 2;
    if !(first && step && plain && ends) || (leaves && command.link() != Link::Start) {
        return;
    }
    let fix = workdir(command, cx);
    cx.report(
        command.span(),
        "this `cd` has no effect: the `RUN` ends behind it",
    )
    .help("use `WORKDIR`, or put the commands that need the folder behind it")
    .fix(fix)
    .replaces("DL3003");
}

/// Turns a `RUN` that does nothing else into a `WORKDIR`.
fn workdir(command: Command<'_>, cx: &Cx<'_, '_>) -> Option<Fix> {
    let it = cx.instruction()?;
    let (Kind::Run(run), [folder]) = (&it.kind, &command.args().collect::<Vec<_>>()[..]) else {
        return None;
    };
    let alone = !run.command.is_exec() && it.flags.is_empty() && it.heredocs.is_empty();
    let span = command.span();
    let name = folder.text().filter(|it| is_plain(it))?;
    let whole = it.text.span(it.args) == span;
    let fix = Fix::unchecked("use `WORKDIR`").replace(it.span, format!("WORKDIR {name}"));
    (alone && whole).then_some(fix)
}

fn is_plain(folder: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+".contains(c);
    folder.chars().all(plain) && !folder.starts_with('-')
}
