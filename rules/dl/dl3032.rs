//! DL3032 yum-cache.

use crate::rule::prelude::*;

rule!(DL3032, on: [Run(check)]);

static CACHE: Cache = Cache {
    // In newer distributions `yum` is `dnf`.
    folders: &["/var/cache/yum", "/var/cache/dnf", "/var/cache/libdnf5"],
    fills: |call| call.manager == Manager::Yum && call.does(&["install", "localinstall"]),
    empties: |call| matches!(call.manager, Manager::Yum | Manager::Dnf) && call.verb() == "clean",
};

fn check<'s>(_: &Run<'s>, cx: &mut Cx<'_, 's>) {
    CACHE.report(cx, "its cache", "end the `RUN` with `yum clean all`");
}
