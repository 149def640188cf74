//! CP2036 volume-shared-between-services.

use crate::rule::prelude::*;

rule!(CP2036, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let mut seen: Vec<(String, &str, Place)> = Vec::new();
    for service in cx.services() {
        for mounted in mounts(service, cx) {
            let is_written = mounted.read_only == Some(false) && !mounted.source.contains('$');
            if !is_written || engine_socket(&mounted.source).is_some() {
                continue;
            }
            let clean = mounted.source.trim_end_matches('/').to_owned();
            let first = seen
                .iter()
                .find(|(source, name, _)| *source == clean && *name != service.name);
            if let Some((source, name, place)) = first {
                let message = format!("`{source}` can be changed by `{name}` as well");
                let place = *place;
                cx.report_part(mounted.place, mounted.range, message)
                    .help("add `:ro` where it is only read");
                cx.label(place, "here");
            } else {
                seen.push((clean, service.name, mounted.place));
            }
        }
    }
}
