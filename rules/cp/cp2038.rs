//! CP2038 risky-capability.

use crate::rule::prelude::*;

rule!(CP2038, on: [Service(check)]);

/// What each one is good for. Source: the manual page `capabilities`.
const CAPABILITIES: [(&str, &str); 10] = [
    ("IPC_LOCK", "taking memory from all others for good"),
    ("LEASE", "holding up others at their files"),
    (
        "NET_ADMIN",
        "changing addresses, routes and firewall of its network",
    ),
    ("PERFMON", "watching the kernel of the host"),
    ("SYSLOG", "reading and clearing the log of the kernel"),
    ("SYS_NICE", "taking processors from all others"),
    (
        "SYS_PTRACE",
        "looking into the other processes of its container",
    ),
    ("SYS_RESOURCE", "passing by limits"),
    ("SYS_TIME", "setting the clock of the host"),
    ("SYS_TTY_CONFIG", "the terminals of the host"),
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let help = "drop it if the service works without";
    report_capabilities(service, &CAPABILITIES, false, help, cx);
}
