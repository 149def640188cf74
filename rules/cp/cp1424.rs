//! CP1424 deploy-ignored-outside-swarm.

use crate::rule::prelude::*;

rule!(CP1424, on: [Service(check)]);

const SWARM: [&str; 6] = [
    "endpoint_mode",
    "labels",
    "mode",
    "placement",
    "rollback_config",
    "update_config",
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let deploy = service
        .get("deploy")
        .map(ComposeValue::fields)
        .unwrap_or_default();
    for field in deploy.iter().filter(|it| SWARM.contains(&&*it.key)) {
        // The default of both.
        if field.key == "mode" && field.value.text() == Some("replicated") {
            continue;
        }
        let message = format!("only swarms act on `{}`", field.key);
        cx.report(field.key_place, message)
            .help("delete it if the file is for no swarm");
    }
}
