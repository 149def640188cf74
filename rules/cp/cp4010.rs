//! CP4010 quote-style.

use crate::rule::prelude::*;

rule!(CP4010, on: [ComposeFile(check)], options: Options);

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// The quotes that are wanted; `any` for those that the file has more of.
    quotes: Quotes,
}

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let (Some(sheet), Some(options)) = (Sheet::of(file, number), cx.options::<Options>()) else {
        return;
    };
    // Those that need the quotes they have say nothing about what is preferred.
    let quoted: Vec<_> = scalars(sheet)
        .into_iter()
        .filter(|it| !it.is_command_word(sheet))
        .filter_map(|it| {
            let other = match it.scalar.style {
                Style::Single => Style::Double,
                Style::Double => Style::Single,
                _ => return None,
            };
            let new = requoted(sheet, it.id, other)?;
            Some((it, new))
        })
        .collect();
    let single = quoted
        .iter()
        .filter(|it| it.0.scalar.style == Style::Single)
        .count();
    let wanted = match (options.quotes, quoted.first()) {
        (Quotes::Single, _) => Style::Single,
        (Quotes::Any, Some(first)) if single * 2 == quoted.len() => first.0.scalar.style,
        (Quotes::Any, _) if single * 2 > quoted.len() => Style::Single,
        _ => Style::Double,
    };
    let name = if wanted == Style::Single {
        "single"
    } else {
        "double"
    };
    for (it, new) in quoted.into_iter().filter(|it| it.0.scalar.style != wanted) {
        let (span, label) = (sheet.tree().span(it.id), it.label(sheet));
        cx.report_span(number, span, format!("{label} is not in {name} quotes"))
            .help(format!("put it in {name} quotes"))
            .fix(Fix::safe("change the quotes").replace(span, new));
    }
}
