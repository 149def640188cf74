//! DL3035 zypper-dist-upgrade.

use crate::rule::prelude::*;

rule!(DL3035, on: [Packages(&[Manager::Zypper], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    if matches!(call.verb(), "dist-upgrade" | "dup") {
        let message = format!("`{}` turns the base image into another one", call.name());
        cx.report(call.span(), message)
            .help("take a newer base image, or update the packages you need");
    }
}
