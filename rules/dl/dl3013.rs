//! DL3013 unpinned-pip-package.

use crate::rule::prelude::*;

rule!(DL3013, on: [Packages(&[Manager::Pip, Manager::Pipx], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    // The versions stand in a file.
    let listed = call.args.has(&[
        "r",
        "requirement",
        "c",
        "constraint",
        "require-hashes",
        "group",
        "spec",
    ]);
    let listed = listed
        || call.packages().any(|word| word.cooked() == ".")
        || ["PIP_CONSTRAINT", "PIP_REQUIRE_HASHES"]
            .iter()
            .any(|name| cx.model().definition(name, cx.index()).is_some());
    if call.installs() && !listed {
        report_unpinned(call.packages(), cx, repair);
    }
}

fn repair(name: &str) -> Option<String> {
    // `name @ address` is another way to write an address.
    let place = name.split_once('@').map_or(name, |(_, place)| place);
    let place = if place.starts_with(' ') { place } else { name };
    if let Some((scheme, rest)) = place.split_once("://") {
        let repository = scheme.contains('+') || scheme == "git";
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        return (repository && !path.contains('@')).then(|| format!("{name}@<commit>"));
    }
    let fixed = ["==", "~=", "!=", "<", ">", "\\"]
        .iter()
        .any(|operator| name.contains(operator));
    let fixed = fixed || is_path(place, &[".whl", ".zip", ".tar.gz"]);
    (!fixed).then(|| format!("{name}==<version>"))
}
