//! CP1325 invalid-hostname.

use crate::rule::prelude::*;

rule!(CP1325, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for key in ["hostname", "domainname"] {
        let Some(value) = service.get(key).filter(|it| it.text() != Some("")) else {
            continue;
        };
        if let Some(finding) = report_fault(value, cx, grammar::host) {
            finding.help("use letters, digits and `-`, with `.` between labels");
        }
    }
}
