//! DX4007 package-upgrade.

use crate::rule::prelude::*;

const MANAGERS: &[Manager] = &[
    Manager::AptGet,
    Manager::Apt,
    Manager::Aptitude,
    Manager::Apk,
    Manager::Yum,
    Manager::Dnf,
    Manager::Microdnf,
    Manager::Zypper,
];

rule!(DX4007, on: [Packages(MANAGERS, check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let verbs: &[&str] = match call.manager {
        Manager::Apk => &["upgrade"],
        Manager::Zypper => &["update", "up", "dist-upgrade", "dup", "patch"],
        Manager::Yum | Manager::Dnf | Manager::Microdnf => &[
            "update",
            "upgrade",
            "upgrade-minimal",
            "update-minimal",
            "distro-sync",
        ],
        _ => &["upgrade", "dist-upgrade", "full-upgrade", "safe-upgrade"],
    };
    // One package is upgraded for a reason.
    if call.packages().next().is_none() && call.does(verbs) {
        let message = format!(
            "`{}` changes the base image from build to build",
            call.name()
        );
        cx.report(call.span(), message)
            .help("use a newer base image, or upgrade single packages");
    }
}
