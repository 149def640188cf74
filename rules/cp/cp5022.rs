//! CP5022 no-shell-in-image.

use crate::rule::prelude::*;

rule!(CP5022, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let service = built.plan.service;
    let mut asked = Vec::new();
    if has_healthcheck(service) == Some(true) {
        asked.extend(service.at(&["healthcheck", "test"]).and_then(asked_by_test));
    }
    for value in started(built) {
        let first = words_of(value).into_iter().next();
        asked.extend(first.filter(|word| is_shell(word.text)));
    }
    if asked.is_empty() || brings_programs(service, cx) {
        return;
    }
    let Some(base) = built.built_without_shell() else {
        return;
    };
    for word in asked {
        let message = format!("this needs a shell, and `{base}` has none");
        let finding = cx.report_part(word.place, word.range, message);
        finding.help("name the program itself and its arguments, as a list");
        if let Some(from) = built.known_root().and_then(|it| it.image.as_ref()) {
            built.label(finding, from.span, "the image starts from this");
        }
    }
}

/// The part of a test that asks for a shell.
fn asked_by_test<'v>(test: &'v ComposeValue<'_>) -> Option<CommandWord<'v>> {
    let value = match test.items() {
        [kind, ..] if kind.text() == Some("CMD-SHELL") => kind,
        [kind, program, ..] if kind.text() == Some("CMD") => {
            program.text().filter(|it| is_shell(it)).map(|_| program)?
        }
        [] => test,
        _ => return None,
    };
    let text = value.text()?;
    Some(CommandWord {
        text,
        place: value.place,
        range: Range::new(0, text.len()),
    })
}

/// The values whose first word is started in the container.
fn started<'c>(built: &BuiltService<'c, '_>) -> Vec<&'c ComposeValue<'c>> {
    let service = built.plan.service;
    let mut found = Vec::new();
    let entrypoint = service.get("entrypoint");
    if is_said(entrypoint) {
        found.extend(entrypoint);
    } else if let Some(command) = service.get("command") {
        // Arguments of the program that the image starts are no program.
        let has_own = |it: &KnownImage<'_>| {
            ["/java", "/nodejs", "/python"]
                .iter()
                .any(|end| it.repository().contains(end))
        };
        let is_free = entrypoint.is_some_and(|it| !it.is_null())
            || built.image_entrypoint().is_none() && built.root_is(|it| !has_own(it));
        found.extend(is_free.then_some(command));
    }
    for key in ["post_start", "pre_stop"] {
        let hooks = service.items(key);
        let own = hooks.iter().filter(|it| it.get("image").is_none());
        found.extend(own.filter_map(|it| it.get("command")));
    }
    found
}
