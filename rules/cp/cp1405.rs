//! CP1405 boolean-spelling.

use crate::rule::prelude::*;

rule!(CP1405, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let mut found = Vec::new();
    each_value(&cx.scalars(), &mut |value, path| {
        let Some(text) = value.text() else { return };
        if text.len() > "off".len() {
            return;
        }
        let meant = match text.to_ascii_lowercase().as_str() {
            "yes" | "y" | "on" => "true",
            "no" | "n" | "off" => "false",
            _ => return,
        };
        if is_cast_flag(path) {
            found.push((value.place, text, meant));
        }
    });
    for (place, text, meant) in found {
        let fix = is_on_one_line(place, cx)
            .then(|| Fix::safe(format!("write `{meant}`")).replace(place.span, meant));
        let finding = cx.report(place, format!("`{text}` is no boolean, only taken for one"));
        finding.help(format!("write `{meant}`")).fix(fix);
    }
}
