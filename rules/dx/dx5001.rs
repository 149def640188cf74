//! DX5001 remote-script.

use crate::rule::prelude::*;

rule!(DX5001, on: [Script(check), Add(check_add)]);

const HELP: &str = "save it, check its digest with `sha256sum -c`, and then run it";

fn check<'s>(script: &Script<'s>, cx: &mut Cx<'_, 's>) {
    for download in script.commands().filter_map(Download::read) {
        if !download.loads() || is_trusted(&download) {
            continue;
        }
        let outputs = cx.outputs(&download);
        let piped = outputs.iter().any(|(_, output)| *output == Output::Stdout);
        let runner = if piped {
            script_reader(&download)
        } else {
            let mut files = outputs.iter().filter_map(|(_, output)| match output {
                Output::File(path) => Some(path),
                _ => None,
            });
            files.find_map(|path| {
                let at = download.command.span().start;
                cx.script_runner(path, cx.commands_behind(at))
            })
        };
        if let Some((span, name)) = runner {
            let message = format!(
                "`{name}` runs what `{}` downloads, unchecked",
                download.name()
            );
            cx.report(download.span(), message)
                .label(span, "run here")
                .help(HELP);
        }
    }
    let text = script.text.as_str();
    if !script.dialect.is_posix_like() || text.contains("owershell") || text.contains("pwsh") {
        check_powershell(script, cx);
    }
}

/// Where a URL has the digest of the script in it, or the script is of this machine, all is well.
fn is_trusted(download: &Download<'_>) -> bool {
    let local = |url: &str| {
        let own = ["file://", "http://localhost", "http://127.0.0.1"];
        is_addressed_by_content(url) || own.iter().any(|it| url.starts_with(it))
    };
    download.urls().all(|it| local(it.cooked())) || download.args.has(&["checksum"])
}

/// `iex (iwr …)` and its like.
fn check_powershell<'s>(script: &Script<'s>, cx: &mut Cx<'_, 's>) {
    const RUN: [&str; 2] = ["iex", "invoke-expression"];
    const LOAD: [&str; 6] = [
        "iwr",
        "irm",
        "downloadstring",
        "invoke-webrequest",
        "invoke-restmethod",
        "curl",
    ];
    let text = script.text.as_str();
    let mut at = 0;
    for statement in text.split_inclusive([';', '\n']) {
        let lower = statement.to_ascii_lowercase();
        let words = || lower.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let run = words().find(|word| RUN.contains(word));
        let loads = words().any(|word| LOAD.contains(&word));
        let checked = mentions_check(&lower) || lower.contains("get-filehash");
        if let Some(found) = run
            .filter(|_| loads && !checked)
            .and_then(|it| lower.find(it))
        {
            let len = run.map_or(0, str::len);
            let span = script.text.span(Range::new(at + found, at + found + len));
            cx.report(span, "this runs what it downloads, unchecked")
                .help("save it, check it with `Get-FileHash`, and then run it");
        }
        at += statement.len();
    }
}

fn check_add<'s>(add: &Add<'s>, cx: &mut Cx<'_, 's>) {
    let checked = cx
        .instruction()
        .is_none_or(|it| it.flag("checksum").is_some());
    for source in add.sources.iter().filter(|_| !checked) {
        let value = cx.value(&source.word.text);
        let url = value.known().unwrap_or_default();
        let target = add.destination.as_deref().unwrap_or_default();
        if SourceKind::read(url) != SourceKind::Http || is_addressed_by_content(url) {
            continue;
        }
        let name = base(url.split(['?', '#']).next().unwrap_or_default());
        let path = if target.ends_with('/') || target == "." {
            name
        } else {
            target
        };
        if let Some((span, name)) = cx.script_runner(path, Vec::new()) {
            let message = format!("`{name}` runs what `ADD` downloads, unchecked");
            cx.report(source.word.span, message)
                .label(span, "run here")
                .help("add `--checksum=sha256:…` to the `ADD`");
        }
    }
}
