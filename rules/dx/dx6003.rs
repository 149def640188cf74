//! DX6003 rm-in-later-layer.

use crate::rule::prelude::*;

rule!(DX6003, on: [Command(&["rm"], files), Packages(MANAGERS, packages)]);

const MANAGERS: &[Manager] = &[
    Manager::AptGet,
    Manager::Apt,
    Manager::Apk,
    Manager::Yum,
    Manager::Dnf,
    Manager::Microdnf,
];

fn files(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some(it) = cx.instruction().filter(|_| cx.is_shipped()) else {
        return;
    };
    let args = Arguments::read(command, &Syntax::default());
    let folders = args.has(&["r", "R", "recursive"]);
    for word in args.operands {
        let Some(path) = cx.shell_place(it, word) else {
            continue;
        };
        let path = path.trim_end_matches("/*");
        let again = |it: Command<'_>| it.args().any(|other| other.cooked() == word.cooked());
        if command.later().any(again) || is_mounted(it, path) || cx.is_loaded(it, path) {
            continue;
        }
        if let Some((made, place)) = cx.left_at(path, folders) {
            let keyword = made.keyword.to_ascii_uppercase();
            let help = match made.kind {
                Kind::Run(_) => "remove it in the `RUN` that makes it",
                _ => {
                    "do not copy it: mount it in the `RUN` that needs it, with `--mount=type=bind`"
                }
            };
            let name = last_part(&place);
            let message = format!("`{name}` still takes its room in the layer of that `{keyword}`");
            cx.report(word.span(), message)
                .label(made.keyword.span, "its layer")
                .help(help);
            return;
        }
    }
    report_late(command, cx);
}

fn packages(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    if !cx.is_shipped() || call.args.is_open {
        return;
    }
    let mut packages = call.packages().peekable();
    if call.uninstalls() && packages.peek().is_some() {
        let earlier = |word: ShellWord<'_>| {
            let name = word.cooked();
            let installs = |it| PackageCall::read(it).is_some_and(|it| it.installs_named(name));
            let here = call.command.earlier().any(installs);
            let layer = cx.before().find(|it| cx.commands(it).any(installs));
            // Who installs another version later wants the first one out of the way.
            let another = |it: Command<'_>| installs_like(it, name);
            let replaced = call.command.later().any(another)
                || cx.behind().any(|it| cx.commands(it).any(another));
            layer
                .filter(|_| !here && !replaced)
                .map(|it| it.keyword.span)
        };
        let layers: Option<Vec<_>> = packages.map(earlier).collect();
        if let Some(layer) = layers.as_deref().and_then(<[Span]>::first) {
            let message = format!("`{}` makes no layer smaller", call.name());
            cx.report(call.span(), message)
                .label(*layer, "what it removes stays in this layer")
                .help("install and remove in the same `RUN`");
        }
    } else {
        report_late(call.command, cx);
    }
}

/// Reports the first step of a `RUN` that only cleans up behind others.
fn report_late(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    if cleaned(command).is_none() {
        return;
    }
    let steps = cx.instruction().and_then(|it| cx.steps(it));
    let Some((first, steps)) = steps.as_ref().and_then(|it| Some((it.first()?, it))) else {
        return;
    };
    let all: Option<Vec<_>> = steps.iter().map(|it| cleaned(*it)).collect();
    let Some(families) = all.filter(|_| first.span() == command.span()) else {
        return;
    };
    let families = families.concat();
    let is_about = |it: &&str| !it.is_empty() && families.contains(it);
    let fills = |it: Command<'_>| {
        let call = PackageCall::read(it).filter(|it| it.installs() && !it.args.has(&["no-cache"]));
        call.is_some_and(|it| is_about(&it.manager.family()))
    };
    let empties = |it: Command<'_>| cleaned(it).is_some_and(|it| it.iter().any(is_about));
    let layer = cx.before().find(|it| {
        let mut commands = cx.commands(it);
        commands.any(fills) && !commands.any(empties)
    });
    if let Some(layer) = layer {
        let message = "this `RUN` cleans up, but makes no layer smaller";
        cx.report(command.span(), message)
            .label(layer.keyword.span, "the files stay in this layer")
            .help("clean up in the `RUN` that leaves the files");
    }
}

/// True if the command installs a package whose name starts with this one.
fn installs_like(command: Command<'_>, name: &str) -> bool {
    let call = PackageCall::read(command).filter(PackageCall::installs);
    call.is_some_and(|it| it.packages().any(|it| it.cooked().starts_with(name)))
}
