//! CP2028 shared-mount-propagation.

use crate::rule::prelude::*;

rule!(CP2028, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for mounted in cx.mounts(service).iter() {
        let Some((how, place, range)) = mounted.propagation.clone() else {
            continue;
        };
        if matches!(&*how, "shared" | "rshared") {
            let message = format!("`{how}` lets the container mount things on the host");
            cx.report_part(place, range, message)
                .help("drop it; `rslave` shows the container what the host mounts");
        }
    }
}
