//! CP2017 secret-in-build-args.

use crate::rule::prelude::*;

rule!(CP2017, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let args = service.build().map(Build::args).unwrap_or_default();
    for pair in args.iter().filter(|pair| is_credential(pair.name)) {
        let name = pair.name;
        // What a build wants to be there, and does not use, is set to anything.
        let value = pair
            .value
            .map(|it| it.trim_matches(['"', '\'']).to_ascii_lowercase());
        let is_used = value.is_none_or(|it| it.contains('$') || is_set_to_credential(name, &it));
        if is_used {
            let message = format!("the history of the image keeps the build argument `{name}`");
            cx.report_part(pair.name_place, pair.name_range, message)
                .help("pass it under `build.secrets`, and use `RUN --mount=type=secret`");
        }
    }
}
