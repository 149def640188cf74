//! CP1108 build-context-cycle.

use crate::rule::prelude::*;

rule!(CP1108, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let services: Vec<_> = cx.services().filter(|it| it.build().is_some()).collect();
    for circle in cycles(&services, Service::contexts) {
        if let Some(finding) = report_cycle(&circle, "is built from", cx) {
            finding.help("delete one of the contexts");
        }
    }
}
