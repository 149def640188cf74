//! CP1207 scale-conflict.

use crate::rule::prelude::*;

rule!(CP1207, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let settings = [service.get("scale"), service.at(&["deploy", "replicas"])];
    for value in settings.into_iter().flatten() {
        if value.number().is_some_and(|it| it < 0.0) {
            let number = value.text().unwrap_or_default();
            cx.report(value.place, format!("{number} containers cannot run"))
                .help("write 0 or more");
            return;
        }
    }
    let [Some(scale), Some(replicas)] = settings else {
        return;
    };
    if let (Some(one), Some(two)) = (scale.number(), replicas.number())
        && (one - two).abs() > 0.5
    {
        cx.report(
            scale.place,
            format!("`scale` is {one}, but `deploy.replicas` is {two}"),
        )
        .help("delete `scale`");
        cx.label(replicas.place, format!("{two} here"));
    }
}
