//! DL3028 unpinned-gem.

use crate::rule::prelude::*;

rule!(DL3028, on: [Packages(&[Manager::Gem], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    if call.installs() && !call.args.has(&["v", "version"]) {
        report_unpinned(call.packages(), cx, |name| {
            let fixed = name.contains(':') || is_path(name, &[".gem"]);
            (!fixed).then(|| format!("{name}:<version>"))
        });
    }
}
