//! CP1211 platform-not-built.

use crate::rule::prelude::*;

rule!(CP1211, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(platform) = service.get("platform") else {
        return;
    };
    let Some(built) = service.at(&["build", "platforms"]) else {
        return;
    };
    let Some(wanted) = platform.literal().filter(|it| !it.is_empty()) else {
        return;
    };
    let items = built.items();
    let differs = |it: &ComposeValue<'_>| it.literal().is_some_and(|platform| platform != wanted);
    if !items.is_empty() && items.iter().all(differs) {
        cx.report(
            platform.place,
            format!("the image is not built for the platform `{wanted}`"),
        )
        .help("add it to `build.platforms`");
        cx.label(built.place, "it is built for these");
    }
}
