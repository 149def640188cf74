//! DL3036 zypper-cache.

use crate::rule::prelude::*;

rule!(DL3036, on: [Run(check)]);

static CACHE: Cache = Cache {
    folders: &["/var/cache/zypp"],
    fills: |call| call.manager == Manager::Zypper && call.installs(),
    empties: |call| call.manager == Manager::Zypper && matches!(call.verb(), "clean" | "cc"),
};

fn check<'s>(_: &Run<'s>, cx: &mut Cx<'_, 's>) {
    CACHE.report(cx, "its cache", "end the `RUN` with `zypper clean --all`");
}
