//! DX3009 pep668-pip.

use crate::rule::prelude::*;

rule!(DX3009, on: [Packages(&[Manager::Pip], check)]);

/// The first releases whose Python refuses.
const REFUSING: [(Distro, (u16, u16)); 3] = [
    (Distro::Debian, (12, 0)),
    (Distro::Ubuntu, (23, 4)),
    (Distro::Alpine, (3, 19)),
];

/// Options that lead elsewhere or insist.
const FINE: &[&str] = &[
    "break-system-packages",
    "dry-run",
    "prefix",
    "python",
    "root",
    "t",
    "target",
];

/// What tells of another Python, an environment of its own, or a setting.
const OTHER_PYTHON: &[&str] = &[
    "EXTERNALLY-MANAGED",
    "PIP_BREAK_SYSTEM",
    "activate",
    "altinstall",
    "break-system-packages",
    "conda",
    "deadsnakes",
    "get-pip",
    "mamba",
    "pip.conf",
    "pyenv",
    "uv ",
    "venv",
    "virtualenv",
    "make install",
    "--from=",
];

/// Packages that bring the `pip` of the distribution.
const PIP_PACKAGES: &[&str] = &["py-pip", "py3-pip", "python3-full", "python3-pip"];

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let Some(verb) = call
        .verb
        .filter(|_| call.installs() && !call.args.has(FINE))
    else {
        return;
    };
    let program = call.command.name().unwrap_or_default();
    let own = !program.contains('/') || program.starts_with("/usr/bin/");
    let within = call.command.within();
    let unsure = within.condition || within.branch || call.args.is_open;
    let names = [
        "PATH",
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_ROOT",
        "PIP_USER",
        "PYTHONHOME",
    ];
    let set = |name: &&str| cx.model().definition(name, cx.index()).is_some();
    if !own || unsure || names.iter().any(set) {
        return;
    }
    let Some(system) = system_of(cx) else { return };
    let refuses = |it: &(Distro, (u16, u16))| system.is_from(it.0, it.1);
    if !REFUSING.iter().any(refuses) || is_python(cx) || has_alternative(call.command) {
        return;
    }
    if was_mentioned(cx, OTHER_PYTHON) || !was_mentioned(cx, PIP_PACKAGES) {
        return;
    }
    report_call(
        call,
        verb,
        cx,
        "`pip` refuses to install into the Python of the system",
    )
    .help("make an environment with `python3 -m venv`, and use the `pip` in it");
}

/// True for images with a Python of their own, where nothing is refused.
fn is_python(cx: &Cx<'_, '_>) -> bool {
    let root = cx
        .stage()
        .and_then(|stage| cx.model().chain(stage.index).last());
    root.is_none_or(|root| {
        let text = image_text(&root.value);
        let repository = KnownImage::read(&text).repository();
        repository.contains("python") || repository.contains("pypy")
    })
}
