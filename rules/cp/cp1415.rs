//! CP1415 inconsistent-variable-default.

use crate::rule::prelude::*;

rule!(CP1415, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let mut first = std::collections::HashMap::new();
    let mut found = Vec::new();
    each_scalar(cx.root(), &mut |value, _| {
        let text = value.text().unwrap_or_default();
        if !text.contains("${") {
            return;
        }
        for variable in interpolate::Template::parse(text).variables() {
            let Some(word) = variable.default_word() else {
                continue;
            };
            let default = word.text();
            if default.is_empty() || default.contains('$') {
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
        let (default, other) = (short(default), short(other));
        let message = format!("`{name}` is `{default}` by default here, and `{other}` elsewhere");
        let span = cx.part(known, known_range);
        let finding = cx.report_part(place, range, message);
        finding.help("use one default, or two variables");
        finding.label(span, "another default");
    }
}
