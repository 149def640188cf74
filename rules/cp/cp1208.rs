//! CP1208 container-name-and-scale.

use crate::rule::prelude::*;

rule!(CP1208, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(name) = service.field("container_name") else {
        return;
    };
    let Some((replicas, count)) = cx.written_replicas(service) else {
        return;
    };
    if count > 1.0 && cx.known(&name.value).is_some_and(|it| !it.is_empty()) {
        let fix = cx.deletion("delete `container_name`", &[name], service.value());
        let message = format!("{count} containers cannot have the same name");
        cx.report(name.key_place, message)
            .help("delete `container_name`")
            .fix(fix);
        cx.label(replicas.place, format!("it runs {count} times"));
    }
}
