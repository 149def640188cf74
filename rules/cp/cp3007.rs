//! CP3007 healthcheck-missing.

use crate::rule::prelude::*;

rule!(CP3007, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let has_settings = service.field("healthcheck");
    let (place, message) = match (has_settings, has_healthcheck(service)) {
        (Some(field), Some(false)) => {
            let name = service.name;
            (
                field.key_place,
                format!("the health check of `{name}` is switched off"),
            )
        }
        (None, _) => {
            let name = service.name;
            (
                service.field.key_place,
                format!("`{name}` has no health check"),
            )
        }
        _ => return,
    };
    // What is built may have a check in its Dockerfile.
    let is_built = service.has("build") && has_settings.is_none();
    if is_built || !is_complete(cx) || service.has("provider") || cx.is_job(service) {
        return;
    }
    cx.report(place, message)
        .help("add a `healthcheck` with a `test`");
}
