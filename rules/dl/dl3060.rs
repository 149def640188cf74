//! DL3060 yarn-cache.

use crate::rule::prelude::*;

rule!(DL3060, on: [Run(check)]);

static CACHE: Cache = Cache {
    folders: &["~/.cache/yarn"],
    fills: |call| {
        let elsewhere = call.args.has(&["cache-folder"]);
        call.manager == Manager::Yarn && call.verb() == "install" && !elsewhere
    },
    empties: |call| {
        call.manager == Manager::Yarn && call.verb() == "cache" && call.command.has_arg("clean")
    },
};

fn check<'s>(_: &Run<'s>, cx: &mut Cx<'_, 's>) {
    let shipped = cx.stage().is_none_or(|stage| cx.model().is_shipped(stage));
    if shipped || cx.in_onbuild() {
        CACHE.report(cx, "its cache", "end the `RUN` with `yarn cache clean`");
    }
}
