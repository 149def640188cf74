//! CP4008 quoted-ports.

use crate::rule::prelude::*;

rule!(CP4008, on: [ComposeFile(check)], options: Options);

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// The quotes that are wanted.
    quotes: Quotes,
}

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let (Some(sheet), Some(options)) = (Sheet::of(file, number), cx.options::<Options>()) else {
        return;
    };
    let ports = sheet.settings("ports").chain(sheet.settings("expose"));
    for port in ports.flat_map(|list| sheet.elements(list)) {
        let (id, span) = (port.value, sheet.tree().span(port.value));
        let Some(scalar) = sheet.tree().scalar(id).filter(|it| !it.text.is_empty()) else {
            continue;
        };
        let wanted = match options.quotes {
            Quotes::Single => Style::Single,
            Quotes::Any | Quotes::Double => Style::Double,
        };
        let text = short(&scalar.text).into_owned();
        match scalar.style {
            Style::Plain => {
                // `0x50` and `1_000` are other numbers as text.
                let is_same = match sheet.tree().resolved(id) {
                    Some(Resolved::Int(value)) => value.to_string() == scalar.text,
                    Some(Resolved::Text) => true,
                    _ => false,
                };
                let mark = if wanted == Style::Single { '\'' } else { '"' };
                let is_plain = is_same && !scalar.text.contains(['"', '\'', '\\', '\n']);
                let fix = || {
                    Fix::safe("add quotes")
                        .insert(span.start, mark)
                        .insert(span.end, mark)
                };
                cx.report_span(number, span, format!("port `{text}` has no quotes"))
                    .help("put it in quotes")
                    .fix(is_plain.then(fix));
            }
            Style::Single | Style::Double
                if options.quotes != Quotes::Any && scalar.style != wanted =>
            {
                let new = requoted(sheet, id, wanted);
                cx.report_span(number, span, format!("port `{text}` has the other quotes"))
                    .help("change the quotes")
                    .fix(new.map(|new| Fix::safe("change the quotes").replace(span, new)));
            }
            _ => {}
        }
    }
}
