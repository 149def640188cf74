//! CP1418 completion-never-happens.

use crate::rule::prelude::*;

rule!(CP1418, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for reference in service.depends_on() {
        let wanted = "service_completed_successfully";
        let Some(condition) = condition(&reference, wanted) else {
            continue;
        };
        let Some(other) = cx.service(reference.name) else {
            continue;
        };
        // This setting counts instead.
        if other.at(&["deploy", "restart_policy"]).is_some() {
            continue;
        }
        let Some(restart) = other.get("restart") else {
            continue;
        };
        let Some(policy) = restart.literal() else {
            continue;
        };
        if matches!(policy, "always" | "unless-stopped") {
            let name = reference.name;
            let message = format!("`{name}` starts again whenever it ends, so it never completes");
            let finding = cx.report(restart.place, message);
            finding.help("write `\"no\"` or `on-failure`");
            cx.label(condition.place, "this waits until it completes");
        }
    }
}
