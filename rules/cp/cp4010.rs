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
        .filter_map(|it| {
            let other = match it.scalar.style {
                Style::Single => Style::Double,
                Style::Double => Style::Single,
                _ => return None,
            };
            Some((it.id, it.scalar.style, requoted(sheet, it.id, other)?))
        })
        .collect();
    let single = quoted.iter().filter(|it| it.1 == Style::Single).count();
    let wanted = match (options.quotes, quoted.first()) {
        (Quotes::Single, _) => Style::Single,
        (Quotes::Any, Some(first)) if single * 2 == quoted.len() => first.1,
        (Quotes::Any, _) if single * 2 > quoted.len() => Style::Single,
        (Quotes::Double | Quotes::Any, _) => Style::Double,
    };
    let name = if wanted == Style::Single {
        "single"
    } else {
        "double"
    };
    for (id, _, new) in quoted.into_iter().filter(|it| it.1 != wanted) {
        let span = sheet.tree().span(id);
        let text = short(sheet.name(id).unwrap_or_default()).into_owned();
        cx.report_span(number, span, format!("`{text}` is not in {name} quotes"))
            .help(format!("put it in {name} quotes"))
            .fix(Fix::safe("change the quotes").replace(span, new));
    }
}
