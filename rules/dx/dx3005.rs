//! DX3005 distroless-shell-form.

use crate::rule::prelude::*;

rule!(DX3005, on: [Cmd(check), Entrypoint(check), Healthcheck(check_health)]);

fn check_health(health: &Healthcheck<'_>, cx: &mut Cx<'_, '_>) {
    if let Some(command) = &health.command {
        check(command, cx);
    }
}

fn check(command: &Form<'_>, cx: &mut Cx<'_, '_>) {
    let (Form::Shell { text, .. }, Some(it), Some(stage)) = (command, cx.instruction(), cx.stage())
    else {
        return;
    };
    if text.is_empty() || cx.in_onbuild() || cx.state().shell.is_some() {
        return;
    }
    let Some(root) = cx.model().chain(stage.index).last() else {
        return;
    };
    let base = image_text(&root.value);
    let bare = root.base == Base::Scratch || KnownImage::read(&base).has_no_shell();
    if !bare || instructions_below(cx).any(|it| brings_shell(it, cx)) {
        return;
    }
    let fix = exec_form(text.of(it.text.as_str()))
        .map(|json| Fix::unchecked("write it as a JSON array").replace(it.text.span(*text), json));
    let message = format!("this needs a shell, and `{base}` has none");
    cx.report(it.text.span(*text), message)
        .help("write a JSON array, as in `[\"/app\", \"--flag\"]`")
        .fix(fix);
}

/// True if a shell may come with the instruction. Who runs something surely has one.
fn brings_shell(it: &Instruction<'_>, cx: &Cx<'_, '_>) -> bool {
    let (copy, adds) = match &it.kind {
        Kind::Run(_) | Kind::Shell(_) => return true,
        Kind::Copy(copy) => (copy, false),
        Kind::Add(add) => (add, true),
        _ => return false,
    };
    let Some(target) = copy.destination.as_deref() else {
        return true;
    };
    let at_root = cx.model().state(it.index).workdir.is_none() || target.starts_with('/');
    let folder = target.trim_end_matches(['/', '.']);
    let system = matches!(
        folder,
        "" | "/bin" | "/sbin" | "/usr" | "/usr/bin" | "bin" | "usr"
    );
    let marks = [
        "bin/sh", "bash", "busybox", "rootfs", "toybox", ".tar", ".tgz", ".txz", "$",
    ];
    let named = |text: &str| marks.iter().any(|mark| text.contains(mark));
    let archive = adds && copy.sources.iter().any(|source| source.word.contains('*'));
    (at_root && system)
        || named(target)
        || archive
        || copy.sources.iter().any(|source| named(&source.word))
}
