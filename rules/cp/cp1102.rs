//! CP1102 undefined-network.

use crate::rule::prelude::*;

rule!(CP1102, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for reference in service.networks() {
        // Compose makes this one itself.
        if reference.name != "default" {
            report_undefined(service, "networks", "network", &reference, cx);
        }
    }
}
