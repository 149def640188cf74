//! CP1324 unknown-ulimit.

use crate::rule::prelude::*;

rule!(CP1324, on: [Service(check)]);

const LIMITS: [&str; 15] = [
    "core",
    "cpu",
    "data",
    "fsize",
    "locks",
    "memlock",
    "msgqueue",
    "nice",
    "nofile",
    "nproc",
    "rss",
    "rtprio",
    "rttime",
    "sigpending",
    "stack",
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for limits in [service.get("ulimits"), service.at(&["build", "ulimits"])] {
        for field in limits.map(ComposeValue::fields).unwrap_or_default() {
            let name = &*field.key;
            if LIMITS.contains(&name) || name.starts_with("x-") {
                continue;
            }
            let near = nearest(name, LIMITS);
            let fix = near.map(|near| {
                Fix::unchecked(format!("write `{near}`")).replace(field.key_place.span, near)
            });
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use one of `{}`", LIMITS.join("`, `")),
            };
            cx.report(
                field.key_place,
                format!("the engine knows no limit `{}`", brief(name)),
            )
            .help(help)
            .fix(fix);
        }
    }
}
