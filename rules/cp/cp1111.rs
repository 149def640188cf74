//! CP1111 context-service-not-buildable.

use crate::rule::prelude::*;

rule!(CP1111, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for reference in service.contexts() {
        let target = cx.service(reference.name).filter(|_| cx.is_whole());
        let Some(target) = target.filter(|it| !it.has("build") && !it.value().fields().is_empty())
        else {
            continue;
        };
        let name = reference.name;
        let image = target.literal("image").map(str::to_owned);
        let message = format!("the service {} is not built", shown(name));
        let finding = cx.report_reference(&reference, message);
        match image {
            Some(image) => finding.help(format!("write `docker-image://{image}`")),
            None => finding.help(format!("add `build` to {}", shown(name))),
        };
        soften(service, finding);
    }
}
