//! CP1414 unset-variable.

use crate::rule::prelude::*;

rule!(CP1414, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let mut seen = std::collections::HashSet::new();
    let mut found = Vec::new();
    each_value(&cx.scalars(), &mut |value, _| {
        let text = value.text().unwrap_or_default();
        if !text.contains('$') {
            return;
        }
        for variable in interpolate::Template::parse(text).variables() {
            let name = variable.name;
            let is_known = name.starts_with("COMPOSE_") || cx.variable(name).is_some();
            if variable.is_bare() && !is_known && seen.insert(name) {
                found.push((value.place, variable.range, name));
            }
        }
    });
    for (place, range, name) in found {
        let message = format!("`{name}` has no default, and `.env` does not set it");
        let text = range
            .of(cx.mapped(place).as_ref().map_or("", |it| it.as_str()))
            .to_owned();
        let end = cx.part(place, range).end;
        let fix = Fix::unchecked("make it required");
        let fix = text.ends_with('}').then(|| fix.insert(end - 1, ":?"));
        let finding = cx.report_part(place, range, message);
        finding
            .help(format!(
                "write `${{{name}:-default}}` or `${{{name}:?message}}`"
            ))
            .fix(fix);
    }
}
