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
    let fix = exec_form(it.text.as_str().get(text.start as usize..text.end as usize))
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

/// The JSON array for a command of plain words. None if the shell does anything to them.
fn exec_form(text: Option<&str>) -> Option<String> {
    let text = text.filter(|text| !text.is_empty())?;
    let plain = |c: char| c.is_ascii_alphanumeric() || " \t./_-:@%+,=".contains(c);
    let words: Vec<_> = text.split_ascii_whitespace().collect();
    let words = words.strip_prefix(&["exec"]).unwrap_or(&words);
    let assignment = words.first().is_none_or(|word| word.contains('='));
    if !text.chars().all(plain) || assignment {
        return None;
    }
    let quoted: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
    Some(format!("[{}]", quoted.join(", ")))
}
