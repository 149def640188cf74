//! CP1417 healthy-without-healthcheck.

use crate::rule::prelude::*;

rule!(CP1417, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for reference in service.depends_on() {
        let Some(condition) = condition(&reference, "service_healthy") else {
            continue;
        };
        let Some(other) = cx.service(reference.name) else {
            continue;
        };
        let is_off = other.has("healthcheck") && has_healthcheck(other) == Some(false);
        let has_none = !other.has("healthcheck")
            && is_complete(cx)
            && !other.has("extends")
            && other.build().is_none()
            && with_image(other, cx, is_unchecked) == Some(true);
        if !is_off && !has_none {
            continue;
        }
        let name = reference.name;
        let message = if is_off {
            format!("the health check of `{name}` is switched off, so it never becomes healthy")
        } else {
            format!(
                "neither `{name}` nor its image has a health check, so it never becomes healthy"
            )
        };
        let help = format!("add a `healthcheck` to `{name}`, or wait for `service_started`");
        cx.report(condition.place, message).help(help);
        cx.label(other.field.key_place, "the service");
    }
}
