//! CP3003 build-and-image.

use crate::rule::prelude::*;

rule!(CP3003, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let (Some(build), Some(image)) = (service.field("build"), service.field("image")) else {
        return;
    };
    if service.has("pull_policy") || build.value.get("dockerfile_inline").is_some() {
        return;
    }
    let message = "with `build` beside it, it is not said which of the two is used";
    cx.report(image.key_place, message)
        .help("add `pull_policy: build`, or delete one of them");
    cx.label(build.key_place, "the build");
}
