//! DL3019 apk-cache.

use crate::rule::prelude::*;

rule!(DL3019, on: [Run(check)]);

static INDEX: Cache = Cache {
    folders: &["/var/cache/apk", "/etc/apk/cache"],
    fills: |call| {
        let missing = !call.args.is_open && !call.args.has(&["no-cache", "no-network"]);
        call.manager == Manager::Apk && call.installs() && missing
    },
    empties: |call| {
        call.manager == Manager::Apk && call.verb() == "cache" && call.command.has_arg("purge")
    },
};

fn check<'s>(_: &Run<'s>, cx: &mut Cx<'_, 's>) {
    for call in INDEX.left(cx) {
        cx.report(call.span(), "`apk add` leaves its index in the layer")
            .help("add `--no-cache`")
            .fix(call.insert("--no-cache"));
    }
}
