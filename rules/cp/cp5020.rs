//! CP5020 healthcheck-overridden.

use crate::rule::prelude::*;

rule!(CP5020, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let service = built.plan.service;
    let (Some(own), Some(is_on)) = (service.get("healthcheck"), has_healthcheck(service)) else {
        return;
    };
    let place = match own.get("disable").filter(|_| !is_on) {
        Some(value) => value,
        None => own.get("test").unwrap_or(own),
    };
    let last = built.in_force(|kind| matches!(kind, Kind::Healthcheck(_)));
    let Some(last) = last else { return };
    let Kind::Healthcheck(check) = &last.kind else {
        return;
    };
    if check.command.is_none() {
        return;
    }
    let message = if is_on {
        "this takes the place of the health check in the Dockerfile"
    } else {
        "this switches off the health check of the Dockerfile"
    };
    let finding = cx.report(place.place, message);
    finding.help("keep one of the two");
    built.label(finding, last.head, "the check of the image");
}
