//! CP1304 invalid-byte-size.

use crate::rule::prelude::*;

rule!(CP1304, on: [Service(check)]);

const SIZES: [&[&str]; 7] = [
    &["mem_limit"],
    &["mem_reservation"],
    &["memswap_limit"],
    &["shm_size"],
    &["build", "shm_size"],
    &["deploy", "resources", "limits", "memory"],
    &["deploy", "resources", "reservations", "memory"],
];

const RATES: [&[&str]; 2] = [
    &["blkio_config", "device_read_bps"],
    &["blkio_config", "device_write_bps"],
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for (_, value) in values_at(service, &SIZES) {
        report(value, cx);
    }
    for item in service.items("volumes") {
        if let Some(size) = item.at(&["tmpfs", "size"]) {
            report(size, cx);
        }
    }
    for (_, list) in values_at(service, &RATES) {
        for rate in list.items().iter().filter_map(|it| it.get("rate")) {
            report(rate, cx);
        }
    }
}

fn report(value: &ComposeValue<'_>, cx: &mut ComposeCx<'_, '_>) {
    if value.resolved() != Some(Resolved::Text) {
        return;
    }
    if let Some(finding) = report_fault(value, cx, quantity::bytes) {
        finding.help("write a number with a unit, such as `512m` or `1.5g`");
    }
}
