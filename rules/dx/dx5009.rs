//! DX5009 saved-error-page.

use crate::rule::prelude::*;

rule!(DX5009, on: [Command(&["curl"], check)]);

/// Programs that do not look into a file. All others would notice.
const BLIND: &[&str] = &[
    "chmod", "chown", "chgrp", "mv", "cp", "ln", "install", "ls", "touch", "mkdir", "echo", "stat",
    "printf", "cd", "rm", "setcap", "test", "[", "du", "true",
];

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some(download) = Download::read(command).filter(Download::loads) else {
        return;
    };
    let args = &download.args;
    let own = cx.source().text();
    let configured = own.contains("curlrc") || own.contains("CURL_HOME");
    if download.fails()
        || args.is_open
        || args.has(&["w", "write-out", "K", "config"])
        || configured
    {
        return;
    }
    for (url, output) in cx.outputs(&download) {
        let Output::File(path) = &output else {
            continue;
        };
        let http = cx.resolve(url.cooked());
        let http = http.starts_with("http") || !http.contains("://");
        let folders = [
            "/etc/apt",
            "/etc/yum.repos.d",
            "/etc/apk",
            "/usr/share/keyrings",
        ];
        let used = folders.iter().any(|it| path.starts_with(it));
        if !http || used || is_noticed(command, path, cx) {
            continue;
        }
        let Some(name) = command.name_word() else {
            return;
        };
        let shell = command.script().dialect.is_posix_like();
        let fix = Fix::unchecked("add `-f`").insert(name.span().end, " -f");
        let message = format!("an error page would be saved as `{}`", base(path));
        cx.report(name.span(), message)
            .help("add `-f`, so that `curl` fails instead")
            .fix(shell.then_some(fix));
    }
}

/// True if something in the file reads it, under this name or that which it is given, and so would
/// fail, or may not see it at all.
fn is_noticed(command: Command<'_>, path: &str, cx: &Cx<'_, '_>) -> bool {
    let mut names = vec![path.to_owned()];
    let behind = cx.commands_behind(command.span().start);
    let mut all = behind.into_iter().chain(cx.commands_of_all_later_runs());
    cx.may_check(path)
        || all.any(|it| {
            let used = names.iter().any(|name| cx.uses_file(it, name));
            let blind = |it: Command<'_>| it.program().is_some_and(|name| BLIND.contains(&name));
            if used && blind(it) {
                let target = it.args().last().map(|word| cx.resolve(word.cooked()));
                names.extend(target.filter(|_| is_rename(it)));
            }
            used && !blind(it.innermost())
        })
}

/// True for commands that give a file another name.
fn is_rename(command: Command<'_>) -> bool {
    matches!(command.program(), Some("mv" | "cp" | "ln" | "install"))
}
