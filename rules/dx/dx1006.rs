//! DX1006 healthcheck-tool-missing.

use crate::rule::prelude::*;

rule!(DX1006, on: [Script(check)]);

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    if script.origin != Origin::Healthcheck || script.status != Status::Parsed {
        return;
    }
    let tools = ["curl", "wget", "nc"];
    let calls = |it: &Command<'_>| {
        let plain = it.name().is_some_and(|name| tools.contains(&name));
        // `busybox wget` is a part of busybox.
        plain
            && it
                .wrapper()
                .is_none_or(|outer| outer.program() != Some("busybox"))
    };
    let Some(call) = script.commands().find(calls) else {
        return;
    };
    let (Some(stage), Some(program)) = (cx.stage(), call.name()) else {
        return;
    };
    let Some(root) = cx.model().chain(stage.index).last() else {
        return;
    };
    let base = image_text(&root.value);
    let lacks = root.base == Base::Scratch || KnownImage::read(&base).lacks(program);
    if lacks && !cx.in_onbuild() && !instructions_below(cx).any(|it| may_bring(it, program, cx)) {
        let Some(word) = call.name_word() else { return };
        let message = format!("nothing installs `{program}`, and `{base}` does not have it");
        cx.report(word.span(), message).help(format!(
            "install `{program}`, or check with something that the image has"
        ));
    }
}

/// True if the instruction names the program, or does something of which nobody knows what it
/// installs.
fn may_bring<'c, 's>(it: &'c Instruction<'s>, program: &str, cx: &Cx<'c, 's>) -> bool {
    match &it.kind {
        Kind::Run(_) => {
            let scripts = cx.scripts(it);
            let open = scripts.iter().any(|script| script.status != Status::Parsed);
            let mut commands = scripts.iter().flat_map(Script::commands);
            mentions(it, &[program], cx) || open || commands.any(is_unknown)
        }
        Kind::Copy(copy) | Kind::Add(copy) => {
            let target = copy.destination.as_deref().unwrap_or_default();
            let mut sources = copy.sources.iter();
            let tree = it.flag("from").is_some() || matches!(it.kind, Kind::Add(_));
            let folder = target.trim_end_matches(['/', '.']);
            let wide = folder.is_empty() || folder.ends_with("/usr") || folder.ends_with("bin");
            (tree && wide)
                || target.contains(program)
                || sources.any(|source| source.word.contains(program))
                || mentions(it, &["busybox"], cx)
        }
        _ => false,
    }
}

/// True for a command that may install anything: a script, a list of packages in a variable.
fn is_unknown(command: Command<'_>) -> bool {
    let scripts = [
        "sh", "bash", "ash", "dash", "source", ".", "eval", "make", "xargs", "dpkg",
    ];
    match command.name() {
        None => true,
        Some(name) if name.contains('/') => !name.contains("bin/") || has_ending(name, &[".sh"]),
        Some(name) if scripts.contains(&name) || name.contains("ansible") => true,
        Some(_) => PackageCall::read(command)
            .is_some_and(|call| call.installs() && call.packages().any(ShellWord::is_dynamic)),
    }
}
