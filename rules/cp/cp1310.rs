//! CP1310 invalid-healthcheck-test.

use crate::rule::prelude::*;

rule!(CP1310, on: [Service(check)]);

const WORDS: [&str; 3] = ["CMD", "CMD-SHELL", "NONE"];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(check) = service.get("healthcheck") else {
        return;
    };
    let is_off = check.get("disable").and_then(ComposeValue::bool) == Some(true);
    let Some(test) = check.get("test").filter(|_| !is_off) else {
        return;
    };
    let items = test.items();
    let is_text = test.text().is_some();
    let is_blank = match test.text() {
        Some(text) => text.trim().is_empty(),
        None => matches!(&test.data, Data::Sequence(items) if items.is_empty()),
    };
    if is_blank {
        cx.report(test.place, "the test of the health check is empty")
            .help("write a command, or `disable: true`");
    }
    let Some(first) = items.first().filter(|_| !is_text) else {
        return;
    };
    let Some(text) = known(first, cx).filter(|it| !WORDS.contains(&&**it)) else {
        return;
    };
    let upper = text.trim().to_uppercase();
    let is_line = items.len() == 1 && text.contains(char::is_whitespace);
    let word = if is_line { "CMD-SHELL" } else { "CMD" };
    let (help, fix) = match WORDS.into_iter().find(|it| *it == upper) {
        Some(word) => (format!("write `{word}`"), rewrite(first, word, cx)),
        None => (
            format!("put `{word}` in front of it"),
            insertion(first, word, cx).filter(|_| !upper.starts_with("CMD")),
        ),
    };
    let message = format!("`{}` is not `CMD`, `CMD-SHELL` or `NONE`", brief(&text));
    cx.report(first.place, message).help(help).fix(fix);
}

/// Inserts an item in front of the first one.
fn insertion(first: &ComposeValue<'_>, word: &str, cx: &ComposeCx<'_, '_>) -> Option<Fix> {
    let text = cx.file(first.place)?.text.text();
    let start = first.span().start as usize;
    let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(line..start)?;
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let quote = text
        .get(start..)?
        .chars()
        .next()
        .filter(|it| matches!(it, '"' | '\''));
    let quote = quote.map(String::from).unwrap_or_default();
    let word = format!("{quote}{word}{quote}");
    let new = if before.trim() == "-" {
        format!("{word}{line_break}{before}")
    } else if before.trim_end().ends_with('[') {
        format!("{word}, ")
    } else {
        return None;
    };
    Some(Fix::unchecked(format!("insert `{word}`")).insert(first.span().start, new))
}
