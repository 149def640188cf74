//! DX6004 chown-own-layer.

use crate::rule::prelude::*;

rule!(DX6004, on: [Command(PROGRAMS, check)]);

const PROGRAMS: &[&str] = &["chown", "chmod", "chgrp"];

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some((copy, place)) = changed(command, cx).filter(|_| cx.is_shipped()) else {
        return;
    };
    // Within one layer it does not matter how often a file changes.
    let same = |it| changed(it, cx).is_some_and(|(other, _)| other.index == copy.index);
    if command.earlier().any(same) {
        return;
    }
    let program = command.program().unwrap_or_default();
    let keyword = copy.keyword.to_ascii_uppercase();
    let value = Arguments::read(command, &Syntax::default()).operands;
    let value = value.first().and_then(|it| it.text());
    let value = value
        .filter(|_| program != "chgrp")
        .map(|it| format!("={it}"));
    let value = value.unwrap_or_default();
    let place = place.trim_start_matches("?/");
    let message = format!("`{program}` stores `{place}` a second time, in the layer of this `RUN`");
    cx.report(command.span(), message)
        .label(copy.keyword.span, "the first time")
        .help(format!("use `{keyword} {}{value}`", flag(program)));
}

/// The latest `COPY` of a folder that a command changes as a whole, and where that is.
fn changed<'c, 's>(command: Command<'_>, cx: &Cx<'c, 's>) -> Option<(&'c Instruction<'s>, String)> {
    let program = command.program().filter(|it| PROGRAMS.contains(it))?;
    let args = Arguments::read(command, &Syntax::default());
    if !args.has(&["R", "recursive"]) || args.has(&["reference", "from"]) {
        return None;
    }
    let it = cx.instruction()?;
    args.operands.iter().skip(1).find_map(|word| {
        let path = cx
            .shell_place(it, *word)
            .filter(|path| !is_mounted(it, path))?;
        let path = path.trim_end_matches("/*").to_owned();
        cx.before().find_map(|it| {
            let is_tree = matches!(&it.kind, Kind::Copy(copy) | Kind::Add(copy) if is_tree(copy));
            let has_flag = it.flag(flag(program).trim_start_matches('-')).is_some();
            let target = cx.target(it).filter(|_| is_tree && !has_flag)?;
            let mut since = cx.before().take_while(|later| later.index > it.index);
            let here = is_within(&target.path, &path);
            let fits = here && !since.any(|later| cx.removes_at(later, &target.path));
            fits.then_some((it, target.path))
        })
    })
}

fn flag(program: &str) -> &'static str {
    if program == "chmod" {
        "--chmod"
    } else {
        "--chown"
    }
}
