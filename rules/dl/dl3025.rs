//! DL3025 shell-form-command.

use crate::rule::prelude::*;

rule!(DL3025, on: [Cmd(check), Entrypoint(check)]);

fn check(command: &Form<'_>, cx: &mut Cx<'_, '_>) {
    let (Form::Shell { text, not_json }, Some(it)) = (command, cx.instruction()) else {
        return;
    };
    // Whoever sets SHELL wants it used; a trigger runs under the SHELL of another build.
    if cx.state().shell.is_some() || cx.in_onbuild() {
        return;
    }
    let keyword = it.keyword.to_ascii_uppercase();
    let span = if text.is_empty() {
        it.keyword.span
    } else {
        it.text.span(*text)
    };
    let fix = exec_form(text.of(it.text.as_str()))
        .map(|json| Fix::unchecked("write it as a JSON array").replace(span, json));
    match not_json {
        Some(at) => cx
            .report(
                span,
                format!("`{keyword}` with a broken JSON array runs it as a shell command"),
            )
            .label(it.text.span(*at), "this is no JSON")
            .help("write a JSON array with double quotes"),
        None => cx
            .report(
                span,
                format!("`{keyword}` runs through a shell, which gets its signals"),
            )
            .help("write a JSON array, as in `[\"app\", \"--flag\"]`"),
    }
    .fix(fix);
}
