//! CP1410 quotes-in-env-value.

use crate::rule::prelude::*;

rule!(CP1410, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    for (what, values) in named_values(cx) {
        for pair in pairs(values) {
            let Some(value) = pair.value.filter(|_| pair.is_item) else {
                continue;
            };
            let place = pair.value_place;
            let Some(quote) = quote(value).filter(|_| is_plain(place, cx)) else {
                continue;
            };
            let span = cx.part(place, pair.value_range);
            let can_move = is_on_one_line(place, cx) && !(quote == '"' && value.contains('\\'));
            let fix = can_move.then(|| {
                let fix = Fix::unchecked("move the quotes around the item");
                let mark = quote.to_string();
                fix.insert(place.span.start, mark)
                    .delete(Span::new(span.start, span.start + 1))
            });
            let name = short_name(pair.name);
            let message = format!("the quotes become part of the {what} `{name}`");
            let finding = cx.report_part(place, pair.value_range, message);
            finding
                .help("put the whole item in quotes, or nothing")
                .fix(fix);
        }
    }
}

/// The quotes around a value.
fn quote(value: &str) -> Option<char> {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inner.contains(quote)).then_some(quote)
}
