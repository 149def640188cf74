//! DL3016 unpinned-npm-package.

use crate::rule::prelude::*;

rule!(DL3016, on: [Packages(&[Manager::Npm], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    if call.installs() {
        report_unpinned(call.packages(), cx, repair);
    }
}

fn repair(name: &str) -> Option<String> {
    let version = || Some(format!("{name}@<version>"));
    let commit = || Some(format!("{name}#<commit>"));
    if let Some((_, package)) = name.strip_prefix('@').and_then(|it| it.split_once('/')) {
        return version().filter(|_| !package.contains('@'));
    }
    // The value of a switch, a path, or a packed package.
    if matches!(name, "true" | "false")
        || name.starts_with(['.', '/', '~'])
        || has_ending(name, &[".tgz", ".tar", ".tar.gz"])
    {
        return None;
    }
    let scheme = name.split_once(':').map_or("", |(scheme, _)| scheme);
    let repository = match scheme {
        "file" => return None,
        "http" | "https" => return commit().filter(|_| has_ending(name, &[".git"])),
        "bitbucket" | "gist" => true,
        "" => name.contains('/'),
        _ => scheme.starts_with("git"),
    };
    if repository {
        commit().filter(|_| !name.contains('#'))
    } else {
        version().filter(|_| !name.contains('@'))
    }
}
