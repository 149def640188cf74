//! CP1420 no-common-network.

use crate::rule::prelude::*;

rule!(CP1420, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    if !is_complete(cx) {
        return;
    }
    let mut all = service.links("links");
    all.extend(service.depends_on());
    for reference in all {
        let Some(other) = cx.service(reference.name) else {
            continue;
        };
        let is_job = condition(&reference, "service_completed_successfully").is_some();
        if is_job || share_network(service, other, cx) != Some(false) {
            continue;
        }
        let name = reference.name;
        let message = format!("`{}` has no network in common with `{name}`", service.name);
        let finding = cx.report_reference(&reference, message);
        finding.help(format!("add a network of `{name}` to `{}`", service.name));
        let networks = other
            .field("networks")
            .or_else(|| service.field("networks"));
        if let Some(field) = networks {
            cx.label(field.key_place, "other networks");
        }
    }
}
