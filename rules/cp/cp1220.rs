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
    // Compose restarts nothing where the condition is left out.
    let word = condition.map_or(Some("none"), ComposeValue::literal);
    let (Some(word), Some(own)) = (word, restart.literal()) else {
        return;
    };
    let name = own.split(':').next().unwrap_or_default();
    let (Some(one), Some(two)) = (meaning(name), meaning(word)) else {
        return;
    };
    if one != two {
        let message = match condition {
            Some(_) => format!("`restart: {own}` has no effect: `deploy` says `{word}`"),
            None => format!("`restart: {own}` has no effect: the policy of `deploy` counts"),
        };
        cx.report(restart.place, message)
            .help("delete it, or `deploy.restart_policy`");
        let label = match condition {
            Some(_) => "this one counts",
            None => "this one counts, and without `condition` nothing restarts",
        };
        cx.label(condition.unwrap_or(policy).place, label);
    }
}

/// The words of both policies that mean the same, or nearly.
fn meaning(word: &str) -> Option<&'static str> {
    match word {
        "no" | "none" => Some("none"),
        "on-failure" => Some("on-failure"),
        "always" | "unless-stopped" | "any" => Some("any"),
        _ => None,
    }
}
