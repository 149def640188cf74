//! CP1104 undefined-secret.

use crate::rule::prelude::*;

rule!(CP1104, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let build = service.build();
    let own = service.get("secrets");
    let lists = [own, build.and_then(|build| build.get("secrets"))];
    for list in lists.into_iter().flatten() {
        report_without_source(list, "secret", cx);
    }
    let mut all = service.files("secrets");
    all.extend(build.map(Build::secrets).unwrap_or_default());
    for reference in all {
        report_undefined(service, "secrets", "secret", &reference, cx);
    }
}
