//! CP2006 host-namespace.

use crate::rule::prelude::*;

rule!(CP2006, on: [Service(check)], options: Options);

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// Also report `pid: host` for images that watch the host.
    strict: bool,
}

/// What a container shares under each key.
const KEYS: [(&str, &str); 5] = [
    ("pid", "the processes"),
    ("ipc", "the shared memory"),
    ("uts", "the name"),
    ("userns_mode", "the user numbers"),
    ("cgroup", "the control groups"),
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let strict = cx.options::<Options>().is_some_and(|it| it.strict);
    let watches = !strict && with_image(service, cx, is_monitor).unwrap_or_default();
    for (key, what) in KEYS {
        let Some(value) = service.get(key).filter(|_| !(watches && key == "pid")) else {
            continue;
        };
        if known(value, cx).is_some_and(|mode| mode == "host") {
            let name = service.name;
            let message = format!("`{name}` shares {what} of the host");
            let help = match key {
                "ipc" => {
                    "set `shm_size` if it needs more, or share it with one other service".to_owned()
                }
                _ => format!("drop `{key}`"),
            };
            cx.report(value.place, message).help(help);
        }
    }
}
