//! CP1018 invalid-enum.

use crate::rule::prelude::*;

rule!(CP1018, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    report_misfits(MisfitKind::Enum, cx);
}
