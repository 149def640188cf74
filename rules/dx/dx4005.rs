//! DX4005 apt-install-without-update.

use crate::rule::prelude::*;

rule!(DX4005, on: [Packages(&[Manager::AptGet, Manager::Apt], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    // Files need no lists, and options may say where others are.
    let is_file = |word: ShellWord<'_>| is_path(word.cooked(), &[".deb"]);
    let elsewhere = call
        .args
        .has(&["o", "option", "c", "config-file", "no-download", "f"]);
    let named = call.packages().next().is_some() && !call.packages().any(is_file);
    if call.installs() && named && !elsewhere && lacks_apt_lists(call, cx) {
        let message = format!("`{}` finds no package lists here", call.name());
        cx.report(call.span(), message)
            .help("run `apt-get update` in front of it, in the same `RUN`");
    }
}
