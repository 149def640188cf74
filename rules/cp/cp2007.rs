//! CP2007 dangerous-capability.

use crate::rule::prelude::*;

rule!(CP2007, on: [Service(check)]);

/// What each one is good for. Source: the manual page `capabilities`.
const CAPABILITIES: [(&str, &str); 10] = [
    ("ALL", "everything that root may do"),
    ("BPF", "loading programs into the kernel of the host"),
    ("DAC_READ_SEARCH", "reading any file of the host"),
    ("MAC_ADMIN", "changing the security profiles of the host"),
    (
        "MAC_OVERRIDE",
        "passing by the security profiles of the host",
    ),
    ("SYS_ADMIN", "nearly everything that root may do"),
    ("SYS_BOOT", "restarting the host"),
    ("SYS_MODULE", "loading modules into the kernel of the host"),
    ("SYS_PTRACE", "looking into the processes of the host"),
    ("SYS_RAWIO", "reaching the memory and the disks of the host"),
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service.items("cap_add") {
        let Some(name) = known(item, cx).map(|it| capability(&it)) else {
            continue;
        };
        // Without the processes of the host there are only those of the container.
        if name == "SYS_PTRACE" && !sees_processes(service, cx) {
            continue;
        }
        if let Some((name, what)) = CAPABILITIES.iter().find(|(known, _)| *known == name) {
            cx.report(item.place, format!("`{name}` allows {what}"))
                .help("add only the capability that is missing without it");
        }
    }
}
