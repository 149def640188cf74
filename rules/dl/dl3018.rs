//! DL3018 unpinned-apk-package.

use crate::rule::prelude::*;

rule!(DL3018, on: [Packages(&[Manager::Apk], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    if call.installs() {
        report_unpinned(call.packages(), cx, |name| {
            // `!name` keeps a package out.
            let fine = name.starts_with('!') || name.contains(['=', '~', '<', '>']);
            (!fine && !is_path(name, &[".apk"])).then(|| format!("{name}=<version>"))
        });
    }
}
