//! CP1403 scalar-changed-by-yaml.

use crate::rule::prelude::*;

rule!(CP1403, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    for (_, values) in named_values(cx) {
        for pair in values.fields() {
            let place = pair.value.place;
            let Some(text) = pair.value.text().filter(|_| is_plain(place, cx)) else {
                continue;
            };
            let Some(printed) = printed(&pair.value).filter(|it| it != text) else {
                continue;
            };
            let fix = Fix::unchecked("put it in quotes");
            let fix = fix.replace(place.span, format!("\"{text}\""));
            let message = match text.len() {
                0..=30 => format!("YAML turns `{text}` into `{printed}`"),
                _ => "YAML turns this number into a rounded one".to_owned(),
            };
            cx.report(place, message).help("put it in quotes").fix(fix);
        }
    }
}

/// What the loader makes of a value where it wants text.
fn printed(value: &ComposeValue<'_>) -> Option<String> {
    match value.resolved()? {
        Resolved::Int(number) => Some(number.to_string()),
        Resolved::Bool(it) => Some(it.to_string()),
        Resolved::Float(number) if number.is_finite() => Some(decimal(number)),
        Resolved::Time if value.text()?.len() == 10 => {
            Some(format!("{} 00:00:00 +0000 UTC", value.text()?))
        }
        Resolved::Time => Some("a time in another form".to_owned()),
        _ => None,
    }
}

/// A number as Go prints it: with an exponent below -4 and from 21 on.
fn decimal(number: f64) -> String {
    let scientific = format!("{number:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if (-4..21).contains(&exponent) {
        return number.to_string();
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}
