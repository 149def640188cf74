//! CP4012 long-syntax.

use crate::rule::prelude::*;

rule!(CP4012, on: [ComposeFile(check)], options: Options);

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    ports: Syntax,
    volumes: Syntax,
    depends_on: Syntax,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Syntax {
    /// Mappings.
    #[default]
    Long,
    /// Text.
    Short,
    /// Either.
    Any,
}

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let (Some(sheet), Some(options)) = (Sheet::of(file, number), cx.options::<Options>()) else {
        return;
    };
    let groups = [
        ("ports", options.ports, "port"),
        ("volumes", options.volumes, "mount"),
        ("depends_on", options.depends_on, "dependency"),
    ];
    for (key, syntax, what) in groups.into_iter().filter(|it| it.1 != Syntax::Any) {
        for element in sheet.settings(key).flat_map(|it| sheet.elements(it)) {
            // A dependency in the long form is a pair, the rest is an item.
            let is_long = !sheet.pairs(element.value).is_empty();
            let is_short = element.head == element.value && sheet.name(element.head).is_some();
            let (wrong, wanted) = match syntax {
                Syntax::Long => (is_short, "long"),
                _ => (is_long && fits_short(sheet, key, element.value), "short"),
            };
            if wrong {
                let first = sheet.pairs(element.value).first().map(|it| it.key);
                let head = first.filter(|_| element.head == element.value);
                let span = sheet.tree().span(head.unwrap_or(element.head));
                let text = short(span.of(sheet.text())).replace('`', "'");
                cx.report_span(
                    number,
                    span,
                    format!("{what} `{text}` is not in the {wanted} form"),
                )
                .help(format!("write it in the {wanted} form"));
            }
        }
    }
}

/// True if the short form can say the same.
fn fits_short(sheet: Sheet<'_, '_>, key: &str, value: NodeId) -> bool {
    sheet.pairs(value).iter().all(|pair| {
        let text = sheet.name(pair.value);
        match (key, sheet.name(pair.key).unwrap_or_default()) {
            ("ports", "target" | "published" | "host_ip" | "protocol")
            | ("volumes", "source" | "target" | "read_only") => text.is_some(),
            ("ports", "mode") => text == Some("ingress"),
            ("volumes", "type") => matches!(text, Some("bind" | "volume")),
            ("depends_on", "condition") => text == Some("service_started"),
            ("depends_on", "required") => text == Some("true"),
            ("depends_on", "restart") => text == Some("false"),
            _ => false,
        }
    })
}
