//! CP1404 yaml11-scalar.

use crate::rule::prelude::*;

rule!(CP1404, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let mut found = Vec::new();
    each_value(&cx.scalars(), &mut |value, path| {
        let Some(text) = value.text() else { return };
        let is = |word: &&str| text.eq_ignore_ascii_case(word);
        let other = if ["yes", "on"].iter().any(is) {
            Some("true".to_owned())
        } else if ["no", "off"].iter().any(is) {
            Some("false".to_owned())
        } else {
            base_sixty(text).map(|it| it.to_string())
        };
        if let Some(other) = other.filter(|_| is_simple_case(text) && !is_flag(path)) {
            found.push((value.place, text, other));
        }
    });
    for (place, text, other) in found {
        if !is_plain(place, cx) {
            continue;
        }
        let fix = Fix::safe("put it in quotes").replace(place.span, format!("\"{text}\""));
        let message = format!("programs that read YAML 1.1 take `{text}` for `{other}`");
        cx.report(place, message).help("put it in quotes").fix(fix);
    }
}

/// `no`, `No` or `NO`: other spellings are text everywhere.
fn is_simple_case(text: &str) -> bool {
    let rest = text.get(1..).unwrap_or_default();
    rest == rest.to_ascii_lowercase() || text == text.to_ascii_uppercase()
}

/// The number that `22:22` is in YAML 1.1: digits of base 60.
fn base_sixty(text: &str) -> Option<u64> {
    let mut parts = text.split(':');
    let first = parts.next().filter(|it| !it.starts_with('0'))?;
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(first) || first.is_empty() || first.len() > 9 || text == first {
        return None;
    }
    parts.try_fold(first.parse().ok()?, |sum: u64, part| {
        let digit = part.parse::<u64>().ok().filter(|digit| *digit < 60)?;
        (is_number(part) && part.len() < 3).then_some(sum.checked_mul(60)? + digit)
    })
}
