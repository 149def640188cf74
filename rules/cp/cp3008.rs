//! CP3008 healthcheck-incomplete.

use crate::rule::prelude::*;

rule!(CP3008, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(field) = service.field("healthcheck").filter(|_| is_complete(cx)) else {
        return;
    };
    if has_healthcheck(service) != Some(true) {
        return;
    }
    let is_missing = |key: &&str| field.value.get(key).is_none();
    let missing: Vec<_> = ["interval", "timeout", "retries"]
        .into_iter()
        .filter(is_missing)
        .collect();
    if !missing.is_empty() {
        let names = missing.join("`, `");
        let message = format!("the health check leaves `{names}` to the defaults");
        cx.report(field.key_place, message)
            .help("say how often, how long and how many times");
    }
}
