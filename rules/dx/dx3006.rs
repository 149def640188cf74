//! DX3006 global-arg-not-redeclared.

use crate::rule::prelude::*;

rule!(DX3006, on: [Stage(check)]);

/// Names that the shell or Docker sets.
const ALWAYS_SET: [&str; 7] = ["HOME", "HOSTNAME", "LANG", "OLDPWD", "PATH", "PWD", "UID"];

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    let model = cx.model();
    let first = model.stages.first().map_or(0, |it| it.instructions.start);
    let all = model.scopes.definitions();
    let end = all.partition_point(|it| it.instruction < first);
    let globals = all.get(..end).unwrap_or_default();
    if globals.is_empty() || !is_bare(stage, cx) {
        return;
    }
    // Nobody writes more; a file made by a program must not take forever.
    for (index, global) in globals.iter().enumerate().take(100) {
        let name = &*global.name;
        let mut before = globals.iter().take(index);
        let is_proxy = name.to_ascii_lowercase().ends_with("_proxy");
        if is_proxy || ALWAYS_SET.contains(&name) || before.any(|it| it.name == global.name) {
            continue;
        }
        let mut instructions = cx.instructions(stage).iter().skip(1);
        let found = instructions.find_map(|it| {
            let unset = model.definition(name, it.index).is_none();
            Some((it, first_use(it, name, cx).filter(|_| unset)?))
        });
        if let Some((it, span)) = found {
            let crlf = cx.source().text().contains("\r\n");
            let line_break = if crlf { "\r\n" } else { "\n" };
            let fix = Fix::unchecked(format!("declare `{name}` in the stage"))
                .insert(it.span.start, format!("ARG {name}{line_break}"));
            cx.report(
                span,
                format!("`{name}` is empty here: only `FROM` knows it"),
            )
            .label(global.span, "declared in front of all stages")
            .help(format!("declare it in the stage, too: `ARG {name}`"))
            .fix(fix);
        }
    }
}

/// True if the image below holds nothing but a distribution. Others may set the variable.
fn is_bare(stage: &Stage<'_>, cx: &Cx<'_, '_>) -> bool {
    cx.model().chain(stage.index).last().is_some_and(|root| {
        root.base == Base::Scratch || KnownImage::read(&image_text(&root.value)).is_plain()
    })
}
