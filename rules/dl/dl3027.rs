//! DL3027 apt.

use crate::rule::prelude::*;

rule!(DL3027, on: [Command(&["apt"], check)]);

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some(word) = command.name_word() else {
        return;
    };
    let verb = PackageCall::read(command).map_or("", |call| call.verb());
    let tool = match verb {
        "search" | "show" | "policy" | "depends" | "rdepends" => "apt-cache",
        _ => "apt-get",
    };
    let same = matches!(
        verb,
        "autoclean"
            | "autoremove"
            | "build-dep"
            | "clean"
            | "depends"
            | "download"
            | "install"
            | "policy"
            | "purge"
            | "rdepends"
            | "remove"
            | "search"
            | "show"
            | "source"
            | "update"
    );
    let typed = cx.text(word.span()).ends_with("apt");
    let rest = tool.strip_prefix("apt").unwrap_or_default();
    let fix = Fix::unchecked(format!("use `{tool}`")).insert(word.span().end, rest);
    let message = "`apt` is made for people; scripts cannot rely on how it behaves";
    cx.report(word.span(), message)
        .help("use `apt-get` or `apt-cache`")
        .fix((same && typed).then_some(fix));
}
