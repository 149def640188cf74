//! CP1209 limit-conflict.

use crate::rule::prelude::*;

rule!(CP1209, on: [Service(check)]);

/// A key of services, and what says the same below `deploy.resources`.
const LIMITS: [(&str, &str, &str, Unit); 4] = [
    ("cpus", "limits", "cpus", Unit::Count),
    ("mem_limit", "limits", "memory", Unit::Bytes),
    ("pids_limit", "limits", "pids", Unit::Count),
    ("mem_reservation", "reservations", "memory", Unit::Bytes),
];

#[derive(Clone, Copy)]
enum Unit {
    Count,
    Bytes,
}

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for (key, block, member, unit) in LIMITS {
        let Some(own) = service.get(key) else {
            continue;
        };
        let Some(limits) = service
            .at(&["deploy", "resources"])
            .and_then(|it| it.field(block))
        else {
            continue;
        };
        let Some(amount) = amount(own, unit, cx).filter(|it| *it != 0.0) else {
            continue;
        };
        let full = format!("deploy.resources.{block}.{member}");
        // Where the block is there, what it leaves out is 0.
        let Some(other) = limits.value.get(member).filter(|it| !it.is_null()) else {
            if matches!(limits.value.data, Data::Mapping(_)) {
                cx.report(own.place, format!("`{key}` is set, but `{full}` is not"))
                    .help(format!("move it to `{full}`"));
                cx.label(limits.key_place, "what is not set here counts as 0");
            }
            continue;
        };
        if own.text() == other.text() {
            continue;
        }
        if self::amount(other, unit, cx).is_some_and(|it| (it - amount).abs() > 1e-6) {
            cx.report(own.place, format!("`{key}` and `{full}` differ"))
                .help(format!("delete `{key}`"));
            let shown = other.text().unwrap_or_default();
            cx.label(other.place, format!("here it is {shown}"));
        }
    }
}

fn amount(value: &ComposeValue<'_>, unit: Unit, cx: &ComposeCx<'_, '_>) -> Option<f64> {
    match unit {
        Unit::Count => cx.known_number(value),
        Unit::Bytes => cx.known_bytes(value),
    }
}
