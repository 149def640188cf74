//! CP1302 invalid-duration.

use crate::rule::prelude::*;

rule!(CP1302, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for (_, value) in values_at(service, &DURATIONS) {
        let text = value.literal().unwrap_or_default();
        let is_bare = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let fix = rewrite(value, &format!("{text}s"), cx).filter(|_| is_bare);
        if let Some(finding) = report_fault(value, cx, quantity::duration) {
            finding
                .help("write numbers with units, such as `30s` or `1m30s`")
                .fix(fix)
                .replaces("CP1016");
        }
    }
}
