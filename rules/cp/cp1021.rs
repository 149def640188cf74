//! CP1021 invalid-resource-name.

use crate::rule::prelude::*;

rule!(CP1021, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    report_misfits(MisfitKind::Name, cx);
}
