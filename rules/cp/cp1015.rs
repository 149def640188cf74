//! CP1015 unknown-key.

use crate::rule::prelude::*;

rule!(CP1015, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    report_misfits(MisfitKind::UnknownKey, cx);
}
