//! CP1017 null-value.

use crate::rule::prelude::*;

rule!(CP1017, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    for misfit in cx.misfits().iter() {
        // What could not be read may have been the value.
        let is_complete = cx
            .file(misfit.place)
            .is_none_or(|file| file.tree.is_complete());
        if misfit.kind == MisfitKind::Null && is_complete {
            report_misfit(misfit, cx);
        }
    }
}
