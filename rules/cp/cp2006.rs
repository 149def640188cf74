//! CP2006 host-namespace.

use crate::rule::prelude::*;

rule!(CP2006, on: [Service(check)]);

/// What a container shares under each key.
const KEYS: [(&str, &str); 5] = [
    ("pid", "the processes"),
    ("ipc", "the shared memory"),
    ("uts", "the name"),
    ("userns_mode", "the user numbers"),
    ("cgroup", "the control groups"),
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for (key, what) in KEYS {
        let Some(value) = service.get(key) else {
            continue;
        };
        if known(value, cx).is_some_and(|mode| mode == "host") {
            let name = service.name;
            let message = format!("`{name}` shares {what} of the host");
            cx.report(value.place, message)
                .help(format!("drop `{key}`, or share it with one other service"));
        }
    }
}
