//! DX5010 plaintext-download.

use crate::rule::prelude::*;

rule!(
    DX5010,
    on: [
        Command(Download::PROGRAMS, check),
        Command(&["git", "rpm", "yum", "dnf", "microdnf"], check_words),
        Packages(&[Manager::Pip], check_pip),
        Add(check_add),
    ]
);

const HELP: &str = "use `https://`, or check a digest";

/// True for an address without protection on the open network.
fn is_plain(url: &str) -> bool {
    let mut found = urls(url);
    found.next().is_some_and(|it| {
        let plain = matches!(it.scheme, "http" | "git" | "ftp");
        plain && !is_private_host(it.host) && !is_addressed_by_content(url)
    })
}

fn report(url: &str, span: Span, cx: &mut Cx<'_, '_>) {
    let scheme = url.split(':').next().unwrap_or_default();
    let message = format!("`{scheme}://` lets anyone on the way change what is fetched");
    cx.report(span, message).help(HELP);
}

fn is_code(name: &str) -> bool {
    !matches!(Content::of(name), Content::Other | Content::Signature)
}

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some(download) = Download::read(command).filter(Download::loads) else {
        return;
    };
    for (url, output) in cx.outputs(&download) {
        let address = cx.resolve(url.cooked());
        if !is_plain(&address) {
            continue;
        }
        let (code, path) = match &output {
            Output::File(path) => (is_code(path) || is_code(&address), &**path),
            Output::Stdout => {
                let trusts = |it: Command<'_>| matches!(it.program(), Some("apt-key" | "gpg"));
                let run = download.pipeline().any(|it| runs_stdin(it) || trusts(it));
                (run || download.is_unpacked() || is_code(&address), "")
            }
            Output::Nowhere | Output::Unknown => continue,
        };
        if code && !cx.may_check(path) {
            report(&address, url.span(), cx);
        }
    }
}

/// Git repositories and packages that are named by URL.
fn check_words(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let git = command.program() == Some("git");
    let verbs = ["clone", "fetch", "pull", "submodule"];
    let fetches = command.args().any(|it| verbs.contains(&it.cooked()));
    if git && !fetches {
        return;
    }
    for word in command.args().filter(|_| !git || fetches) {
        let url = cx.resolve(word.cooked());
        if is_plain(&url) && (git || is_code(&url)) && !cx.may_check(&url) {
            report(&url, word.span(), cx);
        }
    }
}

fn check_pip(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let names = ["i", "index-url", "extra-index-url", "f", "find-links"];
    let flags = call.args.flags.iter().filter(|it| names.contains(&it.name));
    for flag in flags {
        let value = flag.value.unwrap_or_default();
        let url = cx.resolve(value);
        if is_plain(&url) {
            let words = call.command.args();
            let mut from = words.skip_while(|it| it.range().start < flag.word.range().start);
            let word = from.find(|it| it.cooked().ends_with(value));
            report(&url, word.unwrap_or(flag.word).span(), cx);
        }
    }
    for word in call.packages() {
        let url = cx.resolve(word.cooked());
        if is_plain(&url) {
            report(&url, word.span(), cx);
        }
    }
}

fn check_add<'s>(add: &Add<'s>, cx: &mut Cx<'_, 's>) {
    if cx
        .instruction()
        .is_none_or(|it| it.flag("checksum").is_some())
    {
        return;
    }
    for source in &add.sources {
        let value = cx.value(&source.word.text);
        let url = value.known().unwrap_or_default();
        let target = add.destination.as_deref().unwrap_or_default();
        let name = if target.ends_with('/') { url } else { target };
        let code = is_code(url) || is_code(target) || url.starts_with("git:");
        if is_plain(url) && code && !cx.may_check(name) {
            report(url, source.word.span, cx);
        }
    }
}
