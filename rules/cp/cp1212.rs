//! CP1212 device-count-and-ids.

use crate::rule::prelude::*;

rule!(CP1212, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let places: [&[&str]; 2] = [
        &["gpus"],
        &["deploy", "resources", "reservations", "devices"],
    ];
    for list in places.into_iter().filter_map(|path| service.at(path)) {
        for item in list.items() {
            let [Some(count), Some(ids)] = ["count", "device_ids"].map(|key| item.field(key))
            else {
                continue;
            };
            if !count.value.is_null() && !ids.value.is_null() {
                cx.report(
                    count.key_place,
                    "`count` and `device_ids` exclude each other",
                )
                .help("delete one of them");
                cx.label(ids.key_place, "the devices are named here");
            }
        }
    }
}
