//! DL3062 unpinned-go-package.

use crate::rule::prelude::*;

rule!(DL3062, on: [Packages(&[Manager::Go], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let count = match call.verb() {
        "install" | "get" => usize::MAX,
        // What follows are the arguments of the program.
        "run" => 1,
        _ => 0,
    };
    report_unpinned(call.packages().take(count), cx, |name| {
        let (package, version) = name.rsplit_once('@').unwrap_or((name, ""));
        let fixed = match version {
            "latest" | "none" => false,
            "" => is_own(name),
            _ => true,
        };
        (!fixed).then(|| format!("{package}@<version>"))
    });
}

/// Paths, files and packages of the module itself or of Go: others begin with a host.
fn is_own(name: &str) -> bool {
    let host = name.split('/').next().unwrap_or_default();
    name.starts_with(['.', '/']) || !host.contains('.') || has_ending(name, &[".go"])
}
