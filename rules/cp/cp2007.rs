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
    let help = "add only the capability that is missing without it";
    report_capabilities(service, &CAPABILITIES, true, help, cx);
}
