//! CP1321 invalid-profile-name.

use crate::rule::prelude::*;

rule!(CP1321, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service.items("profiles") {
        // What a variable holds is chosen together with it. A single character works.
        let text = item.literal().unwrap_or_default();
        if text.chars().count() < 2 {
            continue;
        }
        let is_list = text.contains(',');
        if let Some(finding) = report_fault(item, cx, grammar::profile) {
            finding.help(if is_list {
                "write an item of its own for each profile"
            } else {
                "use letters, digits, `_`, `.` and `-`, a letter or digit first"
            });
        }
    }
}
