//! CP4009 needless-quotes.

use crate::rule::prelude::*;

rule!(CP4009, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let Some(sheet) = Sheet::of(file, number) else {
        return;
    };
    for it in scalars(sheet) {
        let is_quoted = matches!(it.scalar.style, Style::Single | Style::Double);
        if !is_quoted || sheet.tree().node(it.id).tag.is_some() || wants_quotes(sheet, &it) {
            continue;
        }
        let text = &*it.scalar.text;
        let (span, in_flow) = (sheet.tree().span(it.id), sheet.is_in_flow(it.id));
        // Between brackets `"a":1` is a key with a value, and `a:1` is text.
        let behind = sheet.text().get(span.end as usize..).unwrap_or_default();
        let is_glued = it.is_key && in_flow && !behind.starts_with(": ");
        if reads_plain(text, in_flow) && !is_glued {
            let label = it.label(sheet);
            cx.report_span(number, span, format!("{label} needs no quotes"))
                .help("remove the quotes")
                .fix(Fix::safe("remove the quotes").replace(span, text));
        }
    }
}

/// Ports have a rule of their own.
fn wants_quotes(sheet: Sheet<'_, '_>, it: &Written<'_>) -> bool {
    let key = it.path.last().copied().unwrap_or_default();
    it.is_command_word(sheet) || it.is_item(sheet) && matches!(key, "ports" | "expose")
}
