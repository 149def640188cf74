//! CP2011 writable-root-filesystem.

use crate::rule::prelude::*;

rule!(CP2011, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let read_only = service.get("read_only");
    let is_set = read_only.is_some_and(|it| flag(it, cx) != Some(false));
    if !is_all_there(service, cx) || is_set {
        return;
    }
    let lines: &[&str] = if service.has("tmpfs") {
        &["read_only: true"]
    } else {
        &["read_only: true", "tmpfs:", "  - /tmp", "  - /run"]
    };
    let fix = read_only
        .is_none()
        .then(|| added_lines(service, lines, "make it read-only", cx));
    let place = read_only.map_or(service.field.key_place, |it| it.place);
    let name = service.name;
    cx.report(place, format!("`{name}` can change its own programs"))
        .help("set `read_only: true`, and mount what it writes to")
        .fix(fix.flatten());
}
