//! CP1415 inconsistent-variable-default.

use crate::rule::prelude::*;

rule!(CP1415, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let mut first = std::collections::HashMap::new();
    let mut found = Vec::new();
    each_value(&cx.scalars(), &mut |value, path| {
        let text = value.text().unwrap_or_default();
        if !text.contains("${") || is_variant(path, cx) {
            return;
        }
        for variable in interpolate::Template::parse(text).variables() {
            let Some(word) = variable.default_word() else {
                continue;
            };
            let default = word.text();
            // What is all of a value is a choice of its own, if it has blanks.
            let is_command = variable.range.of(text) == text && default.contains(' ');
            if default.is_empty() || default.contains('$') || is_command {
                continue;
            }
            let known =
                first
                    .entry(variable.name)
                    .or_insert((default, value.place, variable.range));
            if known.0 != default {
                found.push((value.place, variable.range, variable.name, default, *known));
            }
        }
    });
    for (place, range, name, default, (other, known, known_range)) in found {
        if known.file != place.file || cx.variable(name).is_some() {
            continue;
        }
        let (default, other) = (short_name(default), short_name(other));
        let message = format!("`{name}` is `{default}` by default here, and `{other}` elsewhere");
        let span = cx.part(known, known_range);
        let finding = cx.report_part(place, range, message);
        finding.help("use one default, or two variables");
        finding.label(span, "another default");
    }
}

/// True in services that a profile chooses: they are variants of each other.
fn is_variant(path: &[&str], cx: &ComposeCx<'_, '_>) -> bool {
    let name = path.get(1).filter(|_| path.first() == Some(&"services"));
    let service = name.and_then(|name| cx.service(name));
    service.is_some_and(|it| it.profiles().next().is_some())
}
