//! CP1408 volume-without-target.

use crate::rule::prelude::*;

rule!(CP1408, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service.items("volumes") {
        let Some(text) = item.text() else { continue };
        let expanded = cx.expanded(text);
        let Some(known) = expanded.known().filter(|it| !it.is_empty()) else {
            continue;
        };
        if known.contains(':') || mount::is_absolute(known) {
            continue;
        }
        let message = format!(
            "`{}` is mounted nowhere: it has no path in the container",
            short_name(known)
        );
        let help = if cx.entry("volumes", known).is_some() {
            format!("write `{known}:/path` to mount the volume `{known}`")
        } else {
            "write `source:/path`, or an absolute path".to_owned()
        };
        cx.report(item.place, message).help(help);
    }
}
