//! CP1416 dependency-not-awaited.

use crate::rule::prelude::*;

rule!(CP1416, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let fix = long_form(service, cx);
    for reference in service.depends_on() {
        if reference.settings.is_some_and(|it| !it.is_null()) {
            continue;
        }
        let Some(check) = cx.service(reference.name).and_then(own_healthcheck) else {
            continue;
        };
        let (own, name) = (service.name, reference.name);
        let message = format!("`{own}` does not wait until `{name}` is healthy");
        let finding = cx.report_reference(&reference, message);
        finding
            .help("use the long form with `condition: service_healthy`")
            .fix(fix.clone());
        cx.label(check, "the health check");
    }
}

/// The place of the health check of a service, if there is one.
fn own_healthcheck(service: Service<'_, '_>) -> Option<Place> {
    let is_on = has_healthcheck(service) == Some(true);
    is_on
        .then(|| service.field("healthcheck").map(|it| it.key_place))
        .flatten()
}

/// All of `depends_on` in the long form, which waits for the health checks there are.
fn long_form(service: Service<'_, '_>, cx: &ComposeCx<'_, '_>) -> Option<Fix> {
    let list = service.get("depends_on").filter(|it| it.alias.is_none())?;
    let mut fix = Fix::unchecked("wait for the health checks");
    let mut inline = Vec::new();
    let is_inline = raw_text(list.place, cx).starts_with('[');
    for item in list.items() {
        let name = item.literal().filter(|_| is_plain(item.place, cx))?;
        let healthy = cx.service(name).and_then(own_healthcheck).is_some();
        let condition = if healthy {
            "service_healthy"
        } else {
            "service_started"
        };
        inline.push(format!("{name}: {{condition: {condition}}}"));
        if !is_inline {
            let (dash, indent) = dash_of(item.place, service.field("depends_on")?, cx)?;
            let text = format!(
                "{name}:{}{indent}  condition: {condition}",
                line_break_at(item.place, cx)
            );
            fix = fix.replace(dash.join(item.span()), text);
        }
    }
    if is_inline {
        fix = fix.replace(list.span(), format!("{{{}}}", inline.join(", ")));
    }
    (!list.items().is_empty()).then_some(fix)
}
