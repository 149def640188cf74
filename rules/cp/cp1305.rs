//! CP1305 invalid-restart-policy.

use crate::rule::prelude::*;

rule!(CP1305, on: [Service(check)]);

const POLICIES: [&str; 4] = ["no", "always", "unless-stopped", "on-failure"];

/// Compose takes those of `restart` here as well.
const CONDITIONS: [&str; 6] = [
    "none",
    "on-failure",
    "any",
    "no",
    "always",
    "unless-stopped",
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    if let Some(value) = service
        .get("restart")
        .filter(|it| it.resolved() == Some(Resolved::Text))
        && let Some(text) = known(value, cx)
    {
        let (policy, count) = match text.split_once(':') {
            Some((policy, count)) => (policy, Some(count)),
            None => (&*text, None),
        };
        if !POLICIES.contains(&policy) && !text.is_empty() {
            report(value, &text, &POLICIES, cx);
        } else if count.is_some_and(|it| policy != "on-failure" || it.parse::<u32>().is_err()) {
            let message = format!("`{}` is no restart policy", brief(&text));
            cx.report(value.place, message)
                .help("write a number of restarts behind `on-failure:` only");
        }
    }
    if let Some(value) = service.at(&["deploy", "restart_policy", "condition"])
        && let Some(text) = known(value, cx)
        && !CONDITIONS.contains(&&*text)
        && !text.is_empty()
    {
        report(value, &text, &CONDITIONS, cx);
    }
}

fn report(value: &ComposeValue<'_>, text: &str, known: &[&str], cx: &mut ComposeCx<'_, '_>) {
    let usual = text.to_lowercase().replace(['_', ' '], "-");
    let near = nearest(&usual, known.iter().copied());
    let fix = near.and_then(|near| rewrite(value, near, cx));
    let message = format!("`{}` is no restart policy", brief(text));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of `{}`", known.join("`, `")),
    };
    cx.report(value.place, message).help(help).fix(fix);
}
