//! CP1319 invalid-env-entry.

use crate::rule::prelude::*;

rule!(CP1319, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for list in [service.get("environment"), service.at(&["build", "args"])] {
        let Some(list) = list else { continue };
        for item in list.items().iter().filter(|it| it.text().is_none()) {
            nested(item, cx);
        }
        for pair in pairs(list) {
            if !pair.is_item && pair.name.contains('$') {
                continue;
            }
            let expanded = cx.expanded(pair.name);
            let Err(fault) = grammar::Assignment::variable(expanded.all()) else {
                continue;
            };
            let mut message = fault.message;
            let name = pair.name.trim();
            if pair.name.trim_end() != pair.name && !name.contains(char::is_whitespace) {
                message = format!("a blank behind the name `{}`", brief(name));
            }
            let range = fault.range.shift(pair.name_range.start);
            cx.report_part(pair.name_place, range, message)
                .help("write `NAME=value`, without blanks in the name");
        }
    }
}

/// `- NAME: value`, which is a mapping.
fn nested(item: &ComposeValue<'_>, cx: &mut ComposeCx<'_, '_>) {
    let [field] = item.fields() else {
        return;
    };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@+%".contains(c);
    let value = field.value.literal().unwrap_or_default();
    let is_sure = !value.is_empty() && value.chars().all(is_plain) && item.alias.is_none();
    let span = field.key_place.span.join(field.value.span());
    let new = format!("{}={value}", field.key);
    let fix = is_sure.then(|| Fix::unchecked("write `=`").replace(span, new));
    let message = format!("`{}` is a mapping inside a list", brief(&field.key));
    cx.report(item.place, message)
        .help("write it as `NAME=value`")
        .fix(fix)
        .replaces("CP1016");
}
