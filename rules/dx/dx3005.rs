//! DX3005 distroless-shell-form.

use crate::rule::prelude::*;

rule!(DX3005, on: [Cmd(check), Entrypoint(check), Healthcheck(check_health)]);

fn check_health(health: &Healthcheck<'_>, cx: &mut Cx<'_, '_>) {
    if let Some(command) = &health.command {
        check(command, cx);
    }
}

fn check(command: &Form<'_>, cx: &mut Cx<'_, '_>) {
    let (Form::Shell { text, .. }, Some(it)) = (command, cx.instruction()) else {
        return;
    };
    if text.is_empty() || cx.in_onbuild() || cx.state().shell.is_some() {
        return;
    }
    let Some(base) = cx.base_without_shell() else {
        return;
    };
    let fix = exec_form(text.of(it.text.as_str()))
        .map(|json| Fix::unchecked("write it as a JSON array").replace(it.text.span(*text), json));
    let message = format!("this needs a shell, and `{base}` has none");
    cx.report(it.text.span(*text), message)
        .help("write a JSON array, as in `[\"/app\", \"--flag\"]`")
        .fix(fix);
}
