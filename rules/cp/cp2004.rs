//! CP2004 sensitive-host-path.

use crate::rule::prelude::*;

rule!(CP2004, on: [Service(check)], options: Options);

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// Report everything below `/dev`, `/etc`, `/proc`, `/run` and `/sys`, also for monitors.
    strict: bool,
}

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let strict = cx.options::<Options>().is_some_and(|it| it.strict);
    let watches = !strict && with_image(service, cx, is_monitor).unwrap_or_default();
    for mounted in cx.mounts(service).iter() {
        let path = &mounted.source;
        let read_only = mounted.read_only != Some(false);
        // Other rules say so.
        let is_worse = engine_socket(path).is_some() || (gives_root(path) && !read_only);
        let is_task = read_only && (watches && is_for_monitors(path) || path == "/sys/fs/cgroup");
        if !mounted.is_path || is_worse || (is_task && !strict) {
            continue;
        }
        let message = match private_path(path) {
            Some(what) => format!("`{path}` shows the container {what}"),
            None if strict && is_of_system(path) => {
                format!("`{path}` is a part of the system of the host")
            }
            None => continue,
        };
        cx.report_part(mounted.place, mounted.range, message)
            .help("mount only the file that is needed, or a copy of it");
    }
}
