//! DL3009 left-apt-lists.

use crate::rule::prelude::*;

rule!(DL3009, on: [Run(check)]);

static LISTS: Cache = Cache {
    folders: &["/var/lib/apt/lists"],
    fills: |call| is_apt(call) && call.verb() == "update",
    empties: |call| is_apt(call) && matches!(call.verb(), "distclean" | "dist-clean"),
};

fn check<'s>(_: &Run<'s>, cx: &mut Cx<'_, 's>) {
    let shipped = cx.stage().is_none_or(|stage| cx.model().is_shipped(stage));
    if shipped || cx.in_onbuild() {
        let help = "end the `RUN` with `rm -rf /var/lib/apt/lists/*`";
        LISTS.report(cx, "package lists", help);
    }
}

fn is_apt(call: &PackageCall<'_>) -> bool {
    matches!(
        call.manager,
        Manager::AptGet | Manager::Apt | Manager::Aptitude
    )
}
