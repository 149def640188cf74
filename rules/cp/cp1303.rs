//! CP1303 duration-range.

use crate::rule::prelude::*;

rule!(CP1303, on: [Service(check)]);

const MILLISECOND: i128 = 1_000_000;

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for (key, value) in values_at(service, &DURATIONS) {
        let read = read_value(value, cx, quantity::duration);
        let Some(length) = read.and_then(|it| it.value) else {
            continue;
        };
        let is_check = matches!(
            key,
            "interval" | "timeout" | "start_period" | "start_interval"
        );
        let text = brief(value.text().unwrap_or_default());
        // To stop, a negative time means to wait for ever.
        if length < 0 && key != "stop_grace_period" {
            cx.report(value.place, format!("`{key}` is negative: `{text}`"))
                .help("write a duration above 0");
        } else if is_check && (1..MILLISECOND).contains(&length) {
            cx.report(value.place, format!("`{key}` is below 1ms: `{text}`"))
                .help("write a longer one; the engine takes nothing shorter");
        }
    }
    idle_interval(service, cx);
}

/// `start_interval` counts only during the `start_period`, which is 0 where nothing is said.
fn idle_interval<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(check) = service.get("healthcheck").filter(|_| cx.is_whole()) else {
        return;
    };
    let has = |key: &str| check.get(key).is_some_and(|it| !it.is_null());
    if let Some(field) = check.field("start_interval")
        && has("test")
        && !has("start_period")
    {
        let message = "`start_interval` has no effect without `start_period`";
        cx.report(field.key_place, message)
            .help("add `start_period`, the time in which it counts");
    }
}
