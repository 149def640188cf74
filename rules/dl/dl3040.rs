//! DL3040 dnf-cache.

use crate::rule::prelude::*;

rule!(DL3040, on: [Run(check)]);

static CACHE: Cache = Cache {
    folders: &[
        "/var/cache/libdnf5",
        "/var/cache/dnf",
        "/var/cache/yum",
        "~/.cache/libdnf5",
    ],
    fills: |call| is_dnf(call) && call.does(VERBS),
    empties: |call| (is_dnf(call) || call.manager == Manager::Yum) && call.verb() == "clean",
};

const VERBS: &[&str] = &[
    "install",
    "in",
    "upgrade",
    "update",
    "up",
    "upgrade-minimal",
    "up-min",
    "reinstall",
    "rei",
];

fn check<'s>(_: &Run<'s>, cx: &mut Cx<'_, 's>) {
    CACHE.report(cx, "its cache", "end the `RUN` with `dnf clean all`");
}

fn is_dnf(call: &PackageCall<'_>) -> bool {
    matches!(call.manager, Manager::Dnf | Manager::Microdnf)
}
