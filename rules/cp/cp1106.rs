//! CP1106 undefined-model.

use crate::rule::prelude::*;

rule!(CP1106, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for reference in service.get("models").map(names).unwrap_or_default() {
        report_undefined(service, "models", "model", &reference, cx);
    }
}
