//! CP1307 invalid-container-name.

use crate::rule::prelude::*;

rule!(CP1307, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(value) = service.get("container_name") else {
        return;
    };
    if let Some(finding) = report_fault(value, cx, grammar::container) {
        finding.help("use letters, digits, `_`, `.` and `-`, a letter or digit first");
    }
}
