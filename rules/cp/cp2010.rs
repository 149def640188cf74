//! CP2010 capabilities-not-dropped.

use crate::rule::prelude::*;

rule!(CP2010, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let dropped = service.get("cap_drop");
    let items = dropped.map(ComposeValue::items).unwrap_or_default();
    let all = |item: &ComposeValue<'_>| known(item, cx).is_none_or(|it| capability(&it) == "ALL");
    if !is_all_there(service, cx) || is_privileged(service, cx) || items.iter().any(all) {
        return;
    }
    let fix = dropped.is_none().then(|| {
        let lines = ["cap_drop:", "  - ALL"];
        added_lines(service, &lines, "drop all", cx)
    });
    let name = service.name;
    let message = format!("`{name}` keeps capabilities that it may not need");
    cx.report(service.field.key_place, message)
        .help("drop `ALL` under `cap_drop`, and add back those that are needed")
        .fix(fix.flatten());
}
