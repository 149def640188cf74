//! DX1011 blind-healthcheck.

use crate::rule::prelude::*;

rule!(DX1011, on: [Healthcheck(check)]);

fn check<'s>(_: &Healthcheck<'s>, cx: &mut Cx<'_, 's>) {
    let Some(it) = cx.instruction() else { return };
    for command in cx.scripts(it).iter().flat_map(Script::commands) {
        let Some(download) = Download::read(command).filter(|it| it.tool == Downloader::Curl)
        else {
            continue;
        };
        let args = &download.args;
        let looked_at = command.piped_to().is_some()
            || command.within().substitution
            || args.has(&["w", "write-out", "K", "config"])
            || cx
                .outputs(&download)
                .iter()
                .any(|(_, it)| matches!(it, Output::File(_)));
        let http = |word: ShellWord<'_>| {
            let url = word.cooked();
            url.starts_with("http") || !url.contains("://")
        };
        let mut all = download.urls().peekable();
        let asks = all.peek().is_some() && all.all(http);
        let Some(name) = command.name_word() else {
            continue;
        };
        if download.fails() || args.is_open || looked_at || !asks {
            continue;
        }
        let shell = command.script().dialect.is_posix_like();
        let fix = Fix::unchecked("add `-f`").insert(name.span().end, " -f");
        cx.report(
            name.span(),
            "to `curl`, an error of the server is a success, too",
        )
        .help("add `-f`")
        .fix(shell.then_some(fix));
    }
}
