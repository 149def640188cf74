//! DX4013 mkdir-before-workdir.

use crate::rule::prelude::*;

rule!(DX4013, on: [Workdir(check)]);

fn check<'s>(workdir: &Argument<'s>, cx: &mut Cx<'_, 's>) {
    // In a trigger the user of the other build decides.
    let (Some(stage), false) = (cx.stage(), cx.in_onbuild()) else {
        return;
    };
    let path = cx.value(&workdir.value.text);
    let path = path.known().unwrap_or_default().trim_end_matches('/');
    // Who runs as another user may want the folder to be theirs.
    if !path.starts_with('/') || path.starts_with("/home/") || cx.state().user.is_some() {
        return;
    }
    let all = cx.instructions(stage).iter().rev();
    let mut before = all.skip_while(|it| it.index >= cx.index());
    let changes_nothing = |it: &&Instruction<'_>| {
        matches!(
            it.kind,
            Kind::Env(_) | Kind::Arg(_) | Kind::Label(_) | Kind::Expose(_)
        )
    };
    let Some(run) = before.find(|it| !changes_nothing(it)) else {
        return;
    };
    let (Kind::Run(_), [script]) = (&run.kind, cx.scripts(run)) else {
        return;
    };
    let step = |it: &Command<'_>| it.within().is_top_level() && it.wrapper().is_none();
    let Some(mkdir) = script.commands().filter(step).last() else {
        return;
    };
    let joined = matches!(mkdir.link(), Link::Start | Link::And | Link::Seq);
    let clean = script.status == Status::Parsed && mkdir.is_last() && joined;
    if clean && mkdir.program() == Some("mkdir") && makes_only(mkdir, path, run, cx) {
        let fix = removal(run, mkdir, cx);
        cx.report(mkdir.span(), format!("`WORKDIR` makes `{path}` itself"))
            .label(workdir.value.span, "here")
            .help("leave the `mkdir` out")
            .fix(fix);
    }
}

/// True if the command makes this folder, no other one, and with no other mode.
fn makes_only(mkdir: Command<'_>, path: &str, run: &Instruction<'_>, cx: &Cx<'_, '_>) -> bool {
    let [options @ .., folder] = &mkdir.args().collect::<Vec<_>>()[..] else {
        return false;
    };
    let plain =
        |word: &ShellWord<'_>| matches!(word.cooked(), "-p" | "-v" | "-pv" | "-vp" | "--parents");
    let value = cx
        .model()
        .value(&folder.cooked().to_owned().into(), run.index);
    let same = value
        .known()
        .is_some_and(|it| it.trim_end_matches('/') == path);
    same && !folder.raw().contains('\'') && options.iter().all(plain)
}

/// Deletes a `RUN` that does nothing else, with its line.
fn removal(run: &Instruction<'_>, mkdir: Command<'_>, cx: &Cx<'_, '_>) -> Option<Fix> {
    let alone = run.text.span(run.args) == mkdir.span() && run.flags.is_empty();
    let text = cx.tree().text;
    let start = text
        .get(..run.span.start as usize)?
        .trim_end_matches([' ', '\t'])
        .len();
    let rest = text.get(run.span.end as usize..)?;
    let end = run.span.end as usize + rest.find('\n')? + 1;
    let line = Span::new(offset(start), offset(end));
    (alone && run.heredocs.is_empty()).then(|| Fix::safe("leave the `RUN` out").delete(line))
}
