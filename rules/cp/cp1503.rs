//! CP1503 secret-file-missing.

use crate::rule::prelude::*;

rule!(CP1503, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    for (kind, what) in [("secrets", "secret"), ("configs", "config")] {
        for resource in resources(cx.root(), kind) {
            let Some(value) = resource.get("file") else {
                continue;
            };
            let Some(text) = known(value, cx) else {
                continue;
            };
            let path = cx.resolve(value.place, &text);
            if path.is_some_and(|path| cx.is_missing(&path)) {
                let message = format!("there is no file `{}` for the {what}", brief(&text));
                cx.report(value.place, message)
                    .help("add it, or tell Git to leave it out if it is made later");
            }
        }
    }
}
