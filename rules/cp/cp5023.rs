//! CP5023 command-ignored-by-entrypoint.

use crate::rule::prelude::*;

rule!(CP5023, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let service = built.plan.service;
    let Some(command) = service.get("command").filter(|it| is_said(Some(it))) else {
        return;
    };
    if service.has("entrypoint") || command.text().is_some_and(|it| it.starts_with('$')) {
        return;
    }
    let Some(it) = built.image_entrypoint() else {
        return;
    };
    let Kind::Entrypoint(Form::Shell { text, .. }) = &it.kind else {
        return;
    };
    // Another shell may pass the words on.
    let has_shell = built
        .in_force(|kind| matches!(kind, Kind::Shell(_)))
        .is_some();
    if has_shell || built.is_on_windows() || takes_arguments(text.of(it.text.as_str())) {
        return;
    }
    let finding = cx.report(command.place, "the `ENTRYPOINT` of the image ignores this");
    finding.help("write the `ENTRYPOINT` as a JSON array, or set `entrypoint`, too");
    built.label(
        finding,
        it.text.span(*text),
        "the shell form takes no arguments",
    );
}

/// True for a script that looks at its arguments: the words of the command.
fn takes_arguments(script: &str) -> bool {
    script.match_indices('$').any(|(at, _)| {
        let rest = script.get(at + 1..).unwrap_or_default();
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '@' | '*' | '#' | '!'))
    })
}
