//! CP1202 dockerfile-and-inline.

use crate::rule::prelude::*;

rule!(CP1202, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(build) = service.build() else {
        return;
    };
    let [Some(inline), Some(path)] =
        ["dockerfile_inline", "dockerfile"].map(|key| build.value.field(key))
    else {
        return;
    };
    let is_path = cx.known(&path.value).is_some_and(|it| !it.is_empty());
    if is_path && is_set(&inline.value) {
        cx.report(
            path.key_place,
            "`dockerfile` and `dockerfile_inline` exclude each other",
        )
        .help("delete one of them");
        cx.label(inline.key_place, "the Dockerfile is written here");
    }
}
