//! DL3008 unpinned-apt-package.

use crate::rule::prelude::*;

rule!(DL3008, on: [Packages(&[Manager::AptGet], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    // An archive of a certain day has one version of each package.
    let snapshot = cx.is_set_before(call, PackageSetting::AptSnapshot);
    if call.installs() && !snapshot {
        report_unpinned(call.packages(), cx, |name| {
            (!is_fixed(name)).then(|| format!("{name}=<version>"))
        });
    }
}

/// Removals (`name-`) and tasks (`name^`) have no version.
fn is_fixed(name: &str) -> bool {
    let suffixed = name.ends_with(['-', '^']) || name.ends_with('+') && !name.ends_with("++");
    suffixed || name.contains('=') || is_path(name, &[".deb"])
}
