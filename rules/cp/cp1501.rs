//! CP1501 env-file-missing.

use crate::rule::prelude::*;

rule!(CP1501, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for file in env_files(service) {
        let Some(text) = known(file.path, cx).filter(|_| file.is_required) else {
            continue;
        };
        let Some(path) = cx.resolve(file.path.place, &text) else {
            continue;
        };
        if cx.is_missing(&path) {
            cx.report(
                file.path.place,
                format!("there is no file `{}`", brief(&text)),
            )
            .help("add it, or say `required: false` where it may be missing");
        }
    }
}
