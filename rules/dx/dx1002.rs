//! DX1002 exec-missing.

use crate::rule::prelude::*;

rule!(DX1002, on: [Script(check)]);

/// Nothing stays behind these, or they are the shell itself.
const BUILTINS: [&str; 10] = [
    "exec", "exit", "wait", "true", ":", "echo", "test", "[", "set", "return",
];

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    let is_shell = script.dialect.is_posix_like() && script.status == Status::Parsed;
    if script.origin != Origin::Entrypoint || script.is_quoted || !is_shell {
        return;
    }
    let steps: Vec<_> = script
        .commands()
        .filter(|it| it.wrapper().is_none() && it.within().is_top_level())
        .collect();
    // One plain command is better off in exec form, which another rule says.
    let ([_, .., last], true) = (steps.as_slice(), script.pipes.is_empty()) else {
        return;
    };
    let name = last.program().unwrap_or_default();
    let stays = !BUILTINS.contains(&name) && !last.within().background;
    if stays && matches!(last.link(), Link::And | Link::Seq) && ends_with(script, *last) {
        let Some(word) = last.name_word() else { return };
        let fix = Fix::unchecked("put `exec` in front of it").insert(word.span().start, "exec ");
        cx.report(
            word.span(),
            "the shell stays in front of this server and keeps signals from it",
        )
        .help("put `exec` in front of it")
        .fix(Some(fix));
    }
}

/// True if nothing but redirections follows the command.
fn ends_with(script: &Script<'_>, command: Command<'_>) -> bool {
    let behind = script.text.as_str().get(command.range().end as usize..);
    behind.is_some_and(|behind| !behind.contains([';', '\n', '}', ')']))
}
