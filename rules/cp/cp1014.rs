//! CP1014 unknown-top-level-key.

use crate::rule::prelude::*;

rule!(CP1014, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    report_misfits(MisfitKind::UnknownTopLevelKey, cx);
}
