//! DX3008 renamed-or-removed-package.

use crate::rule::prelude::*;

rule!(DX3008, on: [
    Packages(&[Manager::AptGet, Manager::Apt, Manager::Aptitude, Manager::Apk], check),
]);

/// What tells of other sources of packages.
const SOURCES: &[&str] = &[
    "--repo",
    "-X ",
    "-repository",
    ".sources",
    "/etc/apk",
    "/etc/apt",
    "deb http",
    "dpkg",
    "ppa:",
    "sources.list",
];

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let within = call.command.within();
    // A call behind a question may be meant for another release.
    if !call.installs() || within.condition || within.branch {
        return;
    }
    let Some(system) = system_of(cx).filter(|it| it.release.is_some()) else {
        return;
    };
    let is_apk = call.manager == Manager::Apk;
    if is_apk != (system.distro == Distro::Alpine) {
        return;
    }
    let gone = |word: ShellWord<'_>| {
        let text = word.text()?;
        let name = text.split_once('=').map_or(text, |(name, _)| name);
        Some((name.to_owned(), obsolete(name, system)?))
    };
    let found: Vec<_> = call
        .packages()
        .filter_map(|word| Some((word, gone(word)?)))
        .collect();
    if found.is_empty() || has_alternative(call.command) || was_mentioned(cx, SOURCES) {
        return;
    }
    for (word, (name, package)) in found {
        let since = release(system, package.since);
        let message = format!("no package `{name}` in {since} and later");
        let finding = cx.report(word.span(), message);
        let rest = name
            .strip_prefix(package.name.trim_end_matches('*'))
            .unwrap_or_default();
        match package.instead {
            "" => finding.help("install what took its place in the release of the base image"),
            instead => finding.help(format!("install `{}`", instead.replace('*', rest))),
        };
        let exact = name == package.name && word.raw() == name && !package.instead.is_empty();
        if exact && !call.command.has_arg(package.instead) {
            let title = format!("install `{}`", package.instead);
            finding.fix(Fix::unchecked(title).replace(word.span(), package.instead));
        }
    }
}

/// `Debian 12`, `Ubuntu 24.04`, `Alpine 3.16`
fn release(system: System, (major, minor): (u16, u16)) -> String {
    match system.distro {
        Distro::Ubuntu => format!("Ubuntu {major}.{minor:02}"),
        Distro::Alpine => format!("Alpine {major}.{minor}"),
        _ => format!("Debian {major}"),
    }
}
