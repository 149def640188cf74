//! CP1210 duplicate-mount-target.

use crate::rule::prelude::*;

rule!(CP1210, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let points = cx.mount_points(service);
    for (at, point) in points.iter().enumerate() {
        let before = points.get(..at).unwrap_or_default();
        let is_same = |it: &&MountPoint<'_, '_>| {
            it.path == point.path
                && !(it.item.text().is_some() && it.item.text() == point.item.text())
        };
        let Some(first) = before.iter().find(is_same) else {
            continue;
        };
        let path = &point.path;
        let message = if first.is_tmpfs {
            format!("`{path}` is a `tmpfs` already")
        } else {
            format!("`{path}` is mounted twice: only the last mount counts")
        };
        cx.report_part(point.place, point.range, message)
            .help("delete one of them, or mount it elsewhere");
        cx.label(first.place, "it is mounted here first");
    }
}
