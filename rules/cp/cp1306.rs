//! CP1306 invalid-pull-policy.

use crate::rule::prelude::*;

rule!(CP1306, on: [Service(check)]);

const POLICIES: [&str; 8] = [
    "always",
    "never",
    "build",
    "missing",
    "if_not_present",
    "refresh",
    "daily",
    "weekly",
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(value) = service.get("pull_policy") else {
        return;
    };
    let Some(text) = known(value, cx).filter(|text| !is_policy(text)) else {
        return;
    };
    let usual = text.to_lowercase().replace(['-', ' '], "_");
    let near = match &*usual {
        "ifnotpresent" => Some("if_not_present"),
        other => nearest(other, POLICIES),
    };
    let fix = near.and_then(|near| rewrite(value, near, cx));
    let message = format!("`{}` is no pull policy", brief(&text));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write `always`, `missing`, `never`, `build`, `daily` or `every_12h`".to_owned(),
    };
    cx.report(value.place, message).help(help).fix(fix);
}

fn is_policy(text: &str) -> bool {
    let interval = text.strip_prefix("every_").map(Expanded::literal);
    POLICIES.contains(&text)
        || interval.is_some_and(|it| !it.text().is_empty() && quantity::duration(it.all()).is_ok())
}
