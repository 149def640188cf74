//! CP1101 undefined-service.

use crate::rule::prelude::*;

rule!(CP1101, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let mut all = service.dependencies();
    all.extend(service.contexts());
    for reference in all {
        report_undefined(service, "services", "service", &reference, cx);
    }
}
