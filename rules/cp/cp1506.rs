//! CP1506 not-portable-path.

use crate::rule::prelude::*;

rule!(CP1506, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for file in env_files(service) {
        report(file.path, true, cx);
    }
    if let Some(build) = service.build() {
        let paths = [build.context(), build.get("dockerfile")];
        for value in paths.into_iter().flatten() {
            report(value, true, cx);
        }
    }
    for item in service.items("volumes") {
        if item.text().is_none() {
            let source = item.get("source");
            let is_bind = item.get("type").and_then(ComposeValue::literal) == Some("bind");
            if let Some(source) = source.filter(|_| is_bind) {
                report(source, false, cx);
            }
        } else if let Some(mount) = read_value(item, cx, mount::Mount::parse)
            && mount.kind == mount::MountKind::Bind
            && let Some(slot) = mount.source
        {
            let text = slot.value.unwrap_or_default();
            part(item.place, slot.range, &text, false, cx);
        }
    }
}

fn report(value: &ComposeValue<'_>, is_own: bool, cx: &mut ComposeCx<'_, '_>) {
    if let Some(text) = known(value, cx) {
        let whole = Range::new(0, value.text().unwrap_or_default().len());
        part(value.place, whole, &text, is_own, cx);
    }
}

/// `is_own`: the file belongs to the project, so that any absolute path is odd.
fn part(place: Place, range: Range, path: &str, is_own: bool, cx: &mut ComposeCx<'_, '_>) {
    let homes = ["/home/", "/Users/", "/root/"];
    let is_home = homes.iter().any(|home| path.starts_with(home)) || mount::is_drive(path);
    if is_home || is_own && path.starts_with('/') {
        cx.report_part(
            place,
            range,
            format!("`{}` is a path of one machine", brief(path)),
        )
        .help("write a path that starts from the folder of this file");
    } else if path.starts_with('.') && path.contains('\\') {
        let message = format!(
            "`{}` has backslashes, which only Windows reads",
            brief(path)
        );
        cx.report_part(place, range, message)
            .help("write `/` instead");
    }
}
