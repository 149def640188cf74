//! CP1411 colon-in-list-entry.

use crate::rule::prelude::*;

rule!(CP1411, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    for (what, values) in named_values(cx) {
        for item in values.items() {
            let Some((name, value)) = item.literal().and_then(|it| it.split_once(':')) else {
                continue;
            };
            let is_part = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
            let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
            if value.contains('=') || value.is_empty() || !starts || !name.chars().all(is_part) {
                continue;
            }
            let colon = Range::new(name.len(), name.len() + 1);
            let span = cx.part(item.place, colon);
            let fix = Fix::unchecked("write `=`").replace(span, "=");
            let message = format!(
                "the {what} gets the name `{}` and no value",
                short_name(item.literal().unwrap_or_default())
            );
            let finding = cx.report_part(item.place, colon, message);
            finding
                .help(format!("write `{}=…`", short_name(name)))
                .fix(fix);
        }
    }
}
