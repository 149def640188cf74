//! DX5007 apt-key.

use crate::rule::prelude::*;

rule!(DX5007, on: [Command(&["apt-key"], check)]);

/// Releases whose APT knows no `signed-by`.
const OLD: [&str; 8] = [
    "jessie",
    "wheezy",
    "trusty",
    "precise",
    "debian:8",
    "debian:7",
    "ubuntu:14.",
    "ubuntu:12.",
];

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let verb = command
        .args()
        .find(|it| matches!(it.cooked(), "add" | "adv"));
    let (Some(verb), Some(name)) = (verb, command.name_word()) else {
        return;
    };
    let root = cx.stage().and_then(|it| cx.model().chain(it.index).last());
    let image = root.map_or("", |it| it.value.prefix());
    if !OLD.iter().any(|it| image.contains(it)) {
        let span = name.span().join(verb.span());
        cx.report(
            span,
            "new releases of Debian and Ubuntu have no `apt-key` any more",
        )
        .help("put the key into `/etc/apt/keyrings`, and name it with `signed-by` in the source");
    }
}
