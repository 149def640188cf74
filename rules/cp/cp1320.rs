//! CP1320 reserved-label.

use crate::rule::prelude::*;

rule!(CP1320, on: [Compose(of_resources), Service(of_service)]);

fn of_resources(cx: &mut ComposeCx<'_, '_>) {
    for kind in ["networks", "volumes", "secrets", "configs"] {
        for resource in resources(cx.root(), kind) {
            report(resource.get("labels"), cx);
        }
    }
}

fn of_service<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    report(service.get("labels"), cx);
}

fn report(labels: Option<&ComposeValue<'_>>, cx: &mut ComposeCx<'_, '_>) {
    for label in labels.map(pairs).unwrap_or_default() {
        if !label.name.starts_with("com.docker.compose.") {
            continue;
        }
        let message = format!("the label `{}` belongs to Compose", brief(label.name));
        cx.report_part(label.name_place, label.name_range, message)
            .help("use another prefix");
    }
}
