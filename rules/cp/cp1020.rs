//! CP1020 duplicate-list-item.

use crate::rule::prelude::*;

rule!(CP1020, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    for misfit in cx.misfits().iter() {
        if misfit.kind == MisfitKind::DuplicateItem && is_one_list(misfit, cx) {
            report_misfit(misfit, cx);
        }
    }
}

/// True if both items stand in the same list, not in one of a base and one that adds to it.
fn is_one_list(misfit: &Misfit, cx: &ComposeCx<'_, '_>) -> bool {
    let list = |place: Place| {
        let parent = cx.file(place)?.tree.node(place.node).parent?;
        Some((place.file, parent))
    };
    let first = misfit.first.and_then(list);
    first.is_some() && first == list(misfit.place)
}
