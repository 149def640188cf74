//! CP1323 number-out-of-range.

use crate::rule::prelude::*;

rule!(CP1323, on: [Service(check)]);

/// Where a number stands, from where to where it may go, and one more that is legal.
const RANGES: [(&[&str], f64, f64, f64); 18] = [
    (&["oom_score_adj"], -1000.0, 1000.0, 0.0),
    (&["mem_swappiness"], 0.0, 100.0, -1.0),
    (&["cpu_percent"], 0.0, 100.0, 0.0),
    (&["cpu_count"], 0.0, f64::MAX, 0.0),
    (&["cpu_shares"], 0.0, f64::MAX, 0.0),
    (&["cpu_period"], 1000.0, 1_000_000.0, 0.0),
    (&["cpu_quota"], 1000.0, f64::MAX, -1.0),
    (&["cpus"], 0.0, f64::MAX, 0.0),
    (&["pids_limit"], -1.0, f64::MAX, -1.0),
    (&["blkio_config", "weight"], 10.0, 1000.0, 0.0),
    (&["healthcheck", "retries"], 0.0, f64::MAX, 0.0),
    (&["scale"], 0.0, f64::MAX, 0.0),
    (&["deploy", "replicas"], 0.0, f64::MAX, 0.0),
    (
        &["deploy", "resources", "limits", "cpus"],
        0.0,
        f64::MAX,
        0.0,
    ),
    (
        &["deploy", "resources", "reservations", "cpus"],
        0.0,
        f64::MAX,
        0.0,
    ),
    (
        &["deploy", "update_config", "max_failure_ratio"],
        0.0,
        1.0,
        0.0,
    ),
    (
        &["deploy", "rollback_config", "max_failure_ratio"],
        0.0,
        1.0,
        0.0,
    ),
    (
        &["deploy", "restart_policy", "max_attempts"],
        0.0,
        f64::MAX,
        0.0,
    ),
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for &(path, least, most, extra) in &RANGES {
        if let Some(value) = service.at(path) {
            let key = path.last().copied().unwrap_or_default();
            report(key, value, (least, most, extra), cx);
        }
    }
    let weights = service.at(&["blkio_config", "weight_device"]);
    for item in weights.map(ComposeValue::items).unwrap_or_default() {
        if let Some(value) = item.get("weight") {
            report("weight", value, (10.0, 1000.0, 0.0), cx);
        }
    }
}

fn report(
    key: &str,
    value: &ComposeValue<'_>,
    (least, most, extra): (f64, f64, f64),
    cx: &mut ComposeCx<'_, '_>,
) {
    let Some(number) = known_number(value, cx) else {
        return;
    };
    // Numbers of 0 mean that nothing is said.
    let is = |other: f64| (number - other).abs() < f64::EPSILON;
    if (least..=most).contains(&number) || is(extra) || is(0.0) {
        return;
    }
    let message = format!("`{key}` cannot be {}", brief(&number.to_string()));
    let help = if most > 1e9 {
        format!("use a number from {least}")
    } else {
        format!("use a number from {least} to {most}")
    };
    cx.report(value.place, message).help(help);
}
