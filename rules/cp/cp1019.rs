//! CP1019 missing-required-key.

use crate::rule::prelude::*;

rule!(CP1019, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    // The key may be in a file that was not read.
    if cx.is_whole() {
        report_misfits(MisfitKind::Missing, cx);
    }
}
