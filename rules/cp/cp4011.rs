//! CP4011 environment-form.

use crate::rule::prelude::*;

rule!(CP4011, on: [ComposeFile(check)], options: Options);

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// How names with values are wanted.
    form: Pairing,
}

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let (Some(sheet), Some(options)) = (Sheet::of(file, number), cx.options::<Options>()) else {
        return;
    };
    for service in sheet.services() {
        let below = |key| sheet.get(service, key);
        let groups = [
            (Some(service), "environment"),
            (Some(service), "labels"),
            (below("build"), "args"),
            (below("build"), "labels"),
            (below("deploy"), "labels"),
        ];
        for (group, name) in groups {
            let mut pairs = sheet.pairs(group.unwrap_or_default()).iter();
            let pair = pairs.find(|it| group.is_some() && sheet.name(it.key) == Some(name));
            let Some((pair, new)) =
                pair.and_then(|it| Some((it, repaired(sheet, it, options.form)?)))
            else {
                continue;
            };
            let (is, wanted) = match options.form {
                Pairing::Map => ("a list", "a mapping"),
                Pairing::List => ("a mapping", "a list"),
            };
            let title = format!("write {wanted}");
            let fix = new.map(|edits| {
                let fix = Fix::safe(title.as_str());
                edits
                    .into_iter()
                    .fold(fix, |fix, (span, text)| fix.replace(span, text))
            });
            let span = sheet.tree().span(pair.key);
            cx.report_span(number, span, format!("`{name}` is {is}"))
                .help(title)
                .fix(fix);
        }
    }
}
