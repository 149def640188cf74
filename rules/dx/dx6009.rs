//! DX6009 redundant-apk-cache.

use crate::rule::prelude::*;

rule!(DX6009, on: [Packages(&[Manager::Apk], calls), Command(&["rm"], removal)]);

fn calls(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let no_cache = call.args.has(&["no-cache"]);
    let update = call
        .args
        .flags
        .iter()
        .find(|it| matches!(it.name, "U" | "update" | "update-cache"));
    if let Some(flag) = update.filter(|_| no_cache && call.verb() != "update") {
        let word = flag.word;
        let alone = word.cooked().starts_with("--") || word.cooked() == "-U";
        let fix = cx.cut_word(call.command, word).filter(|_| alone);
        let fix = fix.map(|span| Fix::safe("leave it out").delete(span));
        cx.report(
            word.span(),
            format!("`{}` is of no use beside `--no-cache`", word.cooked()),
        )
        .help("leave it out")
        .fix(fix);
    } else if call.verb() == "update"
        && others(call.command, cx) == Some(true)
        && !is_used_later(cx)
    {
        let fix = cx
            .cut_command(call.command)
            .map(|span| Fix::unchecked("leave it out").delete(span));
        cx.report(
            call.span(),
            "`apk update` is of no use in front of `apk add --no-cache`",
        )
        .help("leave it out")
        .fix(fix);
    }
}

fn removal(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let is_cache = |word: &ShellWord<'_>| {
        word.text()
            .is_some_and(|it| it.starts_with("/var/cache/apk"))
    };
    let mut paths = Arguments::read(command, &Syntax::default()).operands;
    let Some(word) = paths
        .iter()
        .position(is_cache)
        .map(|at| paths.swap_remove(at))
    else {
        return;
    };
    let mounted = cx
        .instruction()
        .is_none_or(|it| is_mounted(it, "/var/cache/apk"));
    let updates = |it: &Command<'_>| {
        PackageCall::read(*it).is_some_and(|it| it.manager == Manager::Apk && it.verb() == "update")
    };
    if mounted || others(command, cx) != Some(true) || command.earlier().any(|it| updates(&it)) {
        return;
    }
    let span = if paths.is_empty() {
        cx.cut_command(command)
    } else {
        cx.cut_word(command, word)
    };
    cx.report(
        word.span(),
        "`apk add --no-cache` leaves nothing here to remove",
    )
    .help("leave it out")
    .fix(span.map(|span| Fix::safe("leave it out").delete(span)));
}

/// True if a later `RUN` installs with the index that is there.
fn is_used_later(cx: &Cx<'_, '_>) -> bool {
    let mut calls = cx.behind().flat_map(|it| cx.commands(it));
    let fresh = ["U", "no-cache", "update", "update-cache"];
    calls.any(|it| {
        let call = PackageCall::read(it).filter(|it| it.manager == Manager::Apk);
        call.is_some_and(|it| matches!(it.verb(), "add" | "upgrade") && !it.args.has(&fresh))
    })
}

/// True if the other calls that use the index do so with `--no-cache`. None if there is none.
fn others(command: Command<'_>, cx: &Cx<'_, '_>) -> Option<bool> {
    let calls = cx.commands(cx.instruction()?).filter_map(PackageCall::read);
    let mut calls = calls
        .filter(|it| it.manager == Manager::Apk && it.command.span() != command.span())
        .filter(|it| !matches!(it.verb(), "del" | "info" | "update"));
    let first = calls.next()?;
    let no_cache =
        |it: &PackageCall<'_>| it.verb() == "add" && it.args.has(&["no-cache"]) && !it.args.is_open;
    Some(no_cache(&first) && calls.all(|it| no_cache(&it)))
}
