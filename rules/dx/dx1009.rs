//! DX1009 ignored-cmd.

use crate::rule::prelude::*;

rule!(DX1009, on: [Stage(check)]);

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    let mut all = cx.instructions(stage).iter().rev();
    let is_cmd = |it: &&Instruction<'_>| match &it.kind {
        Kind::Cmd(Form::Exec(words)) => !words.is_empty(),
        Kind::Cmd(Form::Shell { text, .. }) => !text.is_empty(),
        _ => false,
    };
    let (Some(cmd), Some(entrypoint)) = (all.find(is_cmd), entrypoint_in_force(cx)) else {
        return;
    };
    let scripts = cx.scripts(entrypoint);
    // In exec form, what stands in front of the shell may do something with its arguments.
    let script = match (&entrypoint.kind, scripts) {
        (Kind::Entrypoint(Form::Shell { .. }), [script, ..]) => script,
        (Kind::Entrypoint(Form::Exec(words)), [_, script, ..])
            if words
                .first()
                .is_some_and(|it| Dialect::of_program(it).is_posix_like()) =>
        {
            script
        }
        _ => return,
    };
    let reads = script.dialect.is_posix_like() && script.status == Status::Parsed;
    if reads && !uses_arguments(script.text.as_str()) {
        cx.report(
            cmd.keyword.span,
            "this `CMD` is ignored: the `ENTRYPOINT` is a shell command",
        )
        .label(entrypoint.keyword.span, "takes no arguments")
        .help("write the `ENTRYPOINT` as a JSON array, or pass `\"$@\"` on in it");
    }
}

/// True if a script mentions its arguments: `$@`, `$*`, `$0`, `${1:-x}`, `shift`.
fn uses_arguments(script: &str) -> bool {
    let mut dollars = script.match_indices('$');
    let named = dollars.any(|(at, _)| {
        let name = script.get(at + 1..).unwrap_or_default();
        let name = name.strip_prefix('{').unwrap_or(name);
        name.starts_with(|c: char| c.is_ascii_digit() || "@*#!".contains(c))
    });
    named || script.contains("shift") || script.contains("eval")
}
