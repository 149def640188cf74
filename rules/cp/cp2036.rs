//! CP2036 volume-shared-between-services.

use crate::rule::prelude::*;

rule!(CP2036, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let mut seen = Groups::default();
    for service in cx.services() {
        for mounted in cx.mounts(service).iter() {
            let is_written = mounted.read_only == Some(false) && !mounted.source.contains('$');
            if !is_written || engine_socket(&mounted.source).is_some() {
                continue;
            }
            let clean = mounted.source.trim_end_matches('/').to_owned();
            // The first service that writes it; it may name it twice.
            if let Some((name, place)) = seen.of(&clean).first().copied() {
                if name == service.name {
                    continue;
                }
                let message = format!("`{clean}` can be changed by `{name}` as well");
                cx.report_part(mounted.place, mounted.range, message)
                    .help("add `:ro` where it is only read");
                cx.label(place, "here");
            } else {
                seen.add(clean, (service.name, mounted.place));
            }
        }
    }
}
