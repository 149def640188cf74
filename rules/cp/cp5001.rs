//! CP5001 build-context-missing.

use crate::rule::prelude::*;

rule!(CP5001, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    if !cx.is_whole() {
        return;
    }
    if let Some(context) = built.plan.build.context()
        && let Some(text) = known(context, cx)
        && let Some(message) = fault(&built.plan.context, &text, cx)
    {
        let help = "give the folder to build from, as seen from the folder of this file";
        cx.report(context.place, message).help(help);
    }
    for pair in built.context_names() {
        let Some(text) = pair_value(&pair, cx) else {
            continue;
        };
        let location = cx
            .project()
            .location_of(pair.value_place, pair.value.unwrap_or_default());
        if let Some(message) = fault(&location, &text, cx) {
            cx.report_part(pair.value_place, pair.value_range, message)
                .help("give a folder, as seen from the folder of this file");
        }
    }
}

fn fault(location: &Location, written: &str, cx: &ComposeCx<'_, '_>) -> Option<String> {
    let path = location.path().filter(|_| cx.is_no_folder(location))?;
    let written = brief(written);
    if cx.exists(path) == Some(true) {
        return Some(format!("`{written}` is a file; the build wants a folder"));
    }
    cx.is_absent(path)
        .then(|| format!("there is no folder `{written}` to build from"))
}
