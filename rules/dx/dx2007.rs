//! DX2007 legacy-key-value.

use crate::rule::prelude::*;

rule!(DX2007, on: [Env(check), Label(check)]);

fn check(pairs: &Pairs<'_>, cx: &mut Cx<'_, '_>) {
    let ([pair], true, Some(it)) = (pairs.pairs.as_slice(), pairs.legacy, cx.instruction()) else {
        return;
    };
    let keyword = it.keyword.to_ascii_uppercase();
    let fix = fix(pair, cx);
    let span = Span::new(pair.key.span.start, pair.value.span.end);
    let quotes = if pair.value.contains(char::is_whitespace) {
        " in quotes"
    } else {
        ""
    };
    let help = format!("write `{}=` and the value{quotes}", &*pair.key);
    cx.report(span, format!("`{keyword} {}` has no `=`", &*pair.key))
        .help(help)
        .fix(fix);
}

/// The pair with `=`. Docker takes quotes and escapes out of both forms alike, so the value stays
/// the same if it stays one word.
fn fix(pair: &Pair<'_>, cx: &Cx<'_, '_>) -> Option<Fix> {
    let (value, escape) = (&pair.value, cx.tree().escape);
    let gap = Span::new(pair.key.span.end, value.span.start);
    let special = |c: char| matches!(c, '$' | '"' | '\'') || c == escape;
    if pair.key.contains(special) || cx.text(gap).contains('#') {
        return None;
    }
    let fix = Fix::safe("write it with `=`");
    if is_one_word(value, escape) {
        return Some(fix.replace(gap, "="));
    }
    if !value.contains(['"', '\'', escape]) {
        return Some(fix.replace(gap, "=\"").insert(value.span.end, "\""));
    }
    // Quotes around parts of the value go, those around all of it do the same.
    let pairs_of_quotes = value.matches('"').count().is_multiple_of(2);
    let plain = cx.text(value.span) == &**value && !value.contains(['\'', escape]);
    let all = Span::new(gap.start, value.span.end);
    (plain && pairs_of_quotes).then(|| fix.replace(all, format!("=\"{}\"", value.replace('"', ""))))
}

/// True if Docker takes the text for one word.
fn is_one_word(text: &str, escape: char) -> bool {
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match quote {
            None if c.is_whitespace() => return false,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            Some(open) if c == open => quote = None,
            Some('\'') => {}
            _ if c == escape && chars.next().is_none() => return false,
            _ => {}
        }
    }
    quote.is_none()
}
