//! CP4016 file-name-in-include-order.

use crate::rule::prelude::*;

rule!(CP4016, on: [ComposeFile(check)], options: Options);

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// Report names that are not sorted, too.
    sorted: bool,
}

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let (Some(sheet), Some(options)) = (Sheet::of(file, number), cx.options::<Options>()) else {
        return;
    };
    let includes = sheet.roots().filter_map(|root| sheet.get(root, "include"));
    for list in includes.chain(sheet.settings("env_file")) {
        let names: Vec<_> = sheet
            .elements(list)
            .into_iter()
            .filter_map(|it| {
                let long = sheet.get(it.value, "path").unwrap_or(it.value);
                Some((sheet.tree().span(long), sheet.name(long)?))
            })
            .collect();
        for (at, (span, name)) in names.iter().enumerate() {
            let before = names.get(..at).unwrap_or_default();
            let shown = short(name);
            if let Some((first, _)) = before.iter().find(|it| it.1 == *name) {
                cx.report_span(
                    number,
                    *span,
                    format!("`{shown}` stands in this list twice"),
                )
                .help("remove one of them")
                .label(*first, "it stands here first");
            } else if let Some((_, last)) = before.last()
                && options.sorted
                && ByName(last).is_behind(&ByName(name))
            {
                let last = short(last);
                cx.report_span(number, *span, format!("`{shown}` stands behind `{last}`"))
                    .help("sort the names if the order of the files means nothing");
            }
        }
    }
}
