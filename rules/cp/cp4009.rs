//! CP4009 needless-quotes.

use crate::rule::prelude::*;

rule!(CP4009, on: [ComposeFile(check)]);

/// Where quotes are wanted: around ports, and in commands that are lists, which are written as JSON.
const QUOTED: [&str; 5] = ["ports", "expose", "command", "entrypoint", "test"];

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let Some(sheet) = Sheet::of(file, number) else {
        return;
    };
    for it in scalars(sheet) {
        let quoted = matches!(it.scalar.style, Style::Single | Style::Double);
        if !quoted || sheet.tree().node(it.id).tag.is_some() || wants_quotes(sheet, &it) {
            continue;
        }
        let text = &*it.scalar.text;
        let (span, in_flow) = (sheet.tree().span(it.id), sheet.is_in_flow(it.id));
        // Between brackets `"a":1` is a key with a value, and `a:1` is text.
        let behind = sheet.text().get(span.end as usize..).unwrap_or_default();
        let is_glued = it.is_key && in_flow && !behind.starts_with(": ");
        if reads_plain(text, in_flow) && !is_glued {
            let shown = short(text);
            cx.report_span(number, span, format!("`{shown}` needs no quotes"))
                .help("remove the quotes")
                .fix(Fix::safe("remove the quotes").replace(span, text));
        }
    }
}

fn wants_quotes(sheet: Sheet<'_, '_>, it: &Written<'_>) -> bool {
    let is_item = sheet
        .tree()
        .node(it.id)
        .parent
        .is_some_and(|id| sheet.tree().is_sequence(id));
    is_item && it.path.last().is_some_and(|key| QUOTED.contains(key))
}
