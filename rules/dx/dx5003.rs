//! DX5003 add-without-checksum.

use crate::rule::prelude::*;

rule!(DX5003, on: [Add(check)]);

fn check<'s>(add: &Add<'s>, cx: &mut Cx<'_, 's>) {
    if cx
        .instruction()
        .is_none_or(|it| it.flag("checksum").is_some())
    {
        return;
    }
    for source in &add.sources {
        let value = cx.value(&source.word.text);
        let url = value.known().unwrap_or_else(|| value.prefix());
        let git = match SourceKind::read(url) {
            SourceKind::Local => continue,
            SourceKind::Git => true,
            SourceKind::Http => false,
        };
        let target = add.destination.as_deref().unwrap_or_default();
        let all = match value.known() {
            Some(all) => all.to_owned(),
            None => format!("{url}$V{}", value.suffix()),
        };
        let fine = is_addressed_by_content(&all)
            || if git {
                is_version(&source.word)
            } else {
                !is_code(&all, target) || is_probe(url) || is_checked(add, url, cx)
            };
        if fine {
            continue;
        }
        let (message, help) = if git {
            (
                "this repository may change between builds",
                "add `--checksum=<commit>`",
            )
        } else {
            (
                "this file may change between builds",
                "add `--checksum=sha256:…`",
            )
        };
        cx.report(source.word.span, message).help(help);
    }
}

/// True if a repository is taken at a commit or tag, or at what a variable names.
fn is_version(url: &str) -> bool {
    let named = ["commit=", "checksum=", "tag="];
    let part = url.split_once('#').or_else(|| url.split_once("ref="));
    let part = part.map_or("", |(_, part)| part);
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    named.iter().any(|it| url.contains(it)) || part.contains('$') || digits > 1
}

/// True for archives, programs, scripts and keys, and for files without an ending in folders for
/// programs.
fn is_code(url: &str, target: &str) -> bool {
    let known = |name: &str| !matches!(Content::of(name), Content::Other | Content::Signature);
    let program = target.contains("bin/") && !base(target).contains('.');
    known(url) || known(target) || program
}

/// What is fetched because it changes, so that the cache is not used, and what belongs to another
/// file.
fn is_probe(url: &str) -> bool {
    let probes = [
        "api.github.com",
        "random.org",
        "worldtimeapi",
        "worldclockapi",
        "/commits/",
        "/git/refs/",
        "uuidgenerator",
        "httpbin.org",
    ];
    Content::of(url) == Content::Signature || probes.iter().any(|it| url.contains(it))
}

/// True if a later `RUN` checks the file.
fn is_checked(add: &Add<'_>, url: &str, cx: &Cx<'_, '_>) -> bool {
    let target = add.destination.as_deref().unwrap_or_default();
    let path = if target.ends_with('/') { url } else { target };
    let name = base(path);
    cx.commands_of_later_runs()
        .filter(|it| is_check(*it))
        .any(|it| name.is_empty() || it.script().text.as_str().contains(name))
}
