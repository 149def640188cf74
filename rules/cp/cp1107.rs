//! CP1107 dependency-cycle.

use crate::rule::prelude::*;

rule!(CP1107, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    // Whether the others run together is not known.
    let services = cx.services().filter(|it| it.profiles().next().is_none());
    let services: Vec<_> = services.collect();
    for circle in cycles(&services, Service::dependencies) {
        if let Some(finding) = report_cycle(&circle, "depends on", cx) {
            finding.help("delete one of the dependencies");
        }
    }
}
