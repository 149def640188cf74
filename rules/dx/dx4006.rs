//! DX4006 apt-update-alone.

use crate::rule::prelude::*;

const MANAGERS: &[Manager] = &[
    Manager::AptGet,
    Manager::Apt,
    Manager::Aptitude,
    Manager::Apk,
];

rule!(DX4006, on: [Packages(MANAGERS, check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let cached = cx
        .instruction()
        .is_some_and(|it| is_mounted(it, "/var/cache/apk") || is_mounted(it, "/etc/apk/cache"));
    let within = call.command.within();
    let called = !within.function && !within.substitution;
    if call.verb() == "update" && called && !cached && leaves_lists_unused(call, cx) {
        let message = format!(
            "`{}` without an installation in the same `RUN`",
            call.name()
        );
        let help = if call.manager == Manager::Apk {
            "drop it, and use `apk add --no-cache`"
        } else {
            "put it in front of the installation that needs it, in one `RUN`, or drop it"
        };
        cx.report(call.span(), message).help(help);
    }
}
