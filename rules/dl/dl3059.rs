//! DL3059 consecutive-run.

use crate::rule::prelude::*;

rule!(DL3059, on: [Stage(check)]);

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    let mut first: Option<&Instruction<'_>> = None;
    for next in cx.instructions(stage) {
        let single = is_single(next, cx);
        if let Some(first) = first.filter(|first| single && same_flags(first, next)) {
            let fix = join(first, next, cx.tree());
            cx.report(next.keyword.span, "this `RUN` could join the one before it")
                .label(first.keyword.span, "the one before")
                .help("join the commands with `&&`, or put them in one here-document")
                .fix(fix);
        }
        first = Some(next).filter(|_| single);
    }
}

/// A `RUN` of one command. A chain of commands was joined on purpose, and stays what it is.
fn is_single(it: &Instruction<'_>, cx: &Cx<'_, '_>) -> bool {
    let Kind::Run(_) = &it.kind else { return false };
    let Some(it) = cx
        .tree()
        .instructions
        .get(it.index)
        .filter(|it| it.heredocs.is_empty())
    else {
        return false;
    };
    // What a command hands to another shell is one command here.
    let mut scripts = cx.scripts(it).iter().filter(|script| !script.is_quoted);
    scripts.all(|script| match script.status {
        Status::Parsed => script.commands().filter(is_step).count() <= 1,
        // In other languages a separator tells.
        Status::NotAnalysed => !script.text.as_str().contains([';', '&', '|', '\n']),
        Status::Broken | Status::Cut => false,
    })
}

/// A test decides whether a command runs; it is no step of its own.
fn is_step(command: &Command<'_>) -> bool {
    command.wrapper().is_none() && command.name() != Some("[")
}

/// Mounts, network, security and devices are the same, in any order.
fn same_flags(a: &Instruction<'_>, b: &Instruction<'_>) -> bool {
    let flags = |it: &Instruction<'_>| {
        let mut flags: Vec<_> = it
            .flags
            .iter()
            .map(|flag| format!("{}={}", &*flag.name, flag.text()))
            .collect();
        flags.sort_unstable();
        flags
    };
    (a.flags.is_empty() && b.flags.is_empty()) || flags(a) == flags(b)
}

/// Replaces what lies between the two commands by `&&`. Comments there would be lost.
fn join(first: &Instruction<'_>, next: &Instruction<'_>, file: &Dockerfile<'_>) -> Option<Fix> {
    let shell = |it: &Instruction<'_>| match &it.kind {
        Kind::Run(run) => !run.command.is_exec() && !it.args.is_empty(),
        _ => false,
    };
    let between = Span::new(first.span.end, next.span.start).of(file.text);
    if !shell(first) || !shell(next) || !between.trim().is_empty() {
        return None;
    }
    let line_break = if between.contains('\r') { "\r\n" } else { "\n" };
    let glue = format!(" {}{line_break}    && ", file.escape);
    let span = Span::new(
        first.text.span(first.args).end,
        next.text.span(next.args).start,
    );
    Some(Fix::unchecked("join the two").replace(span, glue))
}
