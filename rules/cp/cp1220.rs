//! CP1220 two-restart-policies.

use crate::rule::prelude::*;

rule!(CP1220, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(restart) = service.get("restart") else {
        return;
    };
    let Some(policy) = service.at(&["deploy", "restart_policy"]) else {
        return;
    };
    let condition = policy.get("condition");
    let Some(word) = condition.map_or(Some("any"), ComposeValue::literal) else {
        return;
    };
    let Some(own) = restart.literal() else {
        return;
    };
    let same: &[&str] = match word {
        "none" => &["no"],
        "on-failure" => &["on-failure"],
        "any" => &["always", "unless-stopped"],
        _ => return,
    };
    let name = own.split(':').next().unwrap_or_default();
    if !same.contains(&name) {
        let message = format!("`restart: {own}` has no effect: `deploy` says `{word}`");
        cx.report(restart.place, message)
            .help("delete it, or `deploy.restart_policy`");
        cx.label(condition.unwrap_or(policy).place, "this one counts");
    }
}
