//! CP1402 variable-meant-for-container.

use crate::rule::prelude::*;

rule!(CP1402, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let mut environment = None;
    for part in command_texts(service) {
        let text = part.value.text().unwrap_or_default();
        if !text.contains('$') {
            continue;
        }
        let environment = environment.get_or_insert_with(|| service.environment());
        let template = interpolate::Template::parse(text);
        for variable in template
            .variables()
            .filter(|it| it.is_bare() && !it.is_nested)
        {
            let name = variable.name;
            if cx.variable(name).is_some() || is_replaced_elsewhere(name, cx) {
                continue;
            }
            let place = part.value.place;
            let own = |it: &&NamedValue<'_, '_>| it.name == name && it.value.is_some();
            let pair = environment.iter().rev().find(own);
            let message = if pair.is_some() {
                format!("`${name}` is replaced by Compose, not by the value in the container")
            } else if part.in_shell && is_set_by_script(text, name) {
                format!("`${name}` is replaced by Compose before the script that sets it runs")
            } else {
                continue;
            };
            let start = cx.part(place, variable.range).start;
            let finding = cx.report_part(place, variable.range, message);
            if part.in_shell {
                finding.help("write `$$` for a `$` that the container shall see");
                finding.fix(Fix::unchecked("double the `$`").insert(start, "$"));
            } else {
                finding.help("run the command in a shell, and write `$$` there");
            }
            if let Some(pair) = pair {
                cx.label(pair.name_place, "set for the container here");
            }
        }
    }
}

/// True if another value of the project takes the variable from Compose, too: then it is one of
/// the project.
fn is_replaced_elsewhere(name: &str, cx: &ComposeCx<'_, '_>) -> bool {
    let mut found = false;
    each_value(&cx.scalars(), &mut |value, path| {
        let own = ["command", "entrypoint", "test"];
        let text = value.text().unwrap_or_default();
        if found || path.last().is_some_and(|key| own.contains(key)) || !text.contains(name) {
            return;
        }
        let template = interpolate::Template::parse(text);
        found = template.variables().any(|it| it.name == name);
    });
    found
}

/// True if a script gives the variable a value of its own.
fn is_set_by_script(script: &str, name: &str) -> bool {
    let is_start = |before: &str| before.is_empty() || before.ends_with([' ', '\n', ';', '(', '"']);
    script.match_indices(name).any(|(at, _)| {
        let before = script.get(..at).unwrap_or_default();
        let behind = script.get(at + name.len()..).unwrap_or_default();
        let words = before.trim_end();
        let is_word = behind.starts_with([' ', ';', '\n']);
        let in_loop = words.ends_with("for") && behind.trim_start().starts_with("in ");
        let is_read = is_word && (words.ends_with("read") || words.ends_with("read -r"));
        let value = behind
            .strip_prefix('=')
            .map(|it| it.trim_start_matches(['"', '\'']));
        let sets = value.is_some_and(|value| {
            let own = value.trim_start_matches(['$', '{']);
            !own.starts_with(name) || own == value
        });
        is_start(before) && (in_loop || is_read || sets)
    })
}
