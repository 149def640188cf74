//! DL3037 unpinned-zypper-package.

use crate::rule::prelude::*;

rule!(DL3037, on: [Packages(&[Manager::Zypper], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    // Patterns and patches have no versions.
    let kind = call.args.flag(&["t", "type"]).and_then(|flag| flag.value);
    if call.installs() && kind.is_none_or(|kind| kind == "package") {
        report_unpinned(call.packages(), cx, |name| {
            let other = ["!", "~", "pattern:", "patch:", "product:"]
                .iter()
                .any(|start| name.starts_with(start));
            let fine = other || name.contains(['=', '<', '>']) || is_path(name, &[".rpm"]);
            (!fine).then(|| format!("{name}=<version>"))
        });
    }
}
