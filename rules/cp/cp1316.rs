//! CP1316 unknown-capability.

use crate::rule::prelude::*;

rule!(CP1316, on: [Service(check)]);

const CAPABILITIES: [&str; 42] = [
    "ALL",
    "AUDIT_CONTROL",
    "AUDIT_READ",
    "AUDIT_WRITE",
    "BLOCK_SUSPEND",
    "BPF",
    "CHECKPOINT_RESTORE",
    "CHOWN",
    "DAC_OVERRIDE",
    "DAC_READ_SEARCH",
    "FOWNER",
    "FSETID",
    "IPC_LOCK",
    "IPC_OWNER",
    "KILL",
    "LEASE",
    "LINUX_IMMUTABLE",
    "MAC_ADMIN",
    "MAC_OVERRIDE",
    "MKNOD",
    "NET_ADMIN",
    "NET_BIND_SERVICE",
    "NET_BROADCAST",
    "NET_RAW",
    "PERFMON",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_ADMIN",
    "SYS_BOOT",
    "SYS_CHROOT",
    "SYS_MODULE",
    "SYS_NICE",
    "SYS_PACCT",
    "SYS_PTRACE",
    "SYS_RAWIO",
    "SYS_RESOURCE",
    "SYS_TIME",
    "SYS_TTY_CONFIG",
    "SYSLOG",
    "WAKE_ALARM",
];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let items = |key: &str| service.items(key);
    let mut added = Vec::new();
    for (key, value) in [
        ("cap_add", items("cap_add")),
        ("cap_drop", items("cap_drop")),
    ]
    .into_iter()
    .flat_map(|(key, values)| values.iter().map(move |value| (key, value)))
    {
        let Some(text) = known(value, cx).filter(|it| !it.is_empty()) else {
            continue;
        };
        let upper = text.to_ascii_uppercase();
        let name = upper.strip_prefix("CAP_").unwrap_or(&upper).to_owned();
        if !CAPABILITIES.contains(&&*name) {
            let near = meant(&name);
            let fix = near.and_then(|near| rewrite(value, near, cx));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name a capability of Linux such as `NET_ADMIN`".to_owned(),
            };
            cx.report(value.place, format!("`{}` is no capability", brief(&text)))
                .help(help)
                .fix(fix);
        } else if key == "cap_add" {
            added.push((name, value.place));
        } else if let Some((_, place)) = added.iter().find(|(it, _)| *it == name) {
            let message = format!("`{name}` is both added and dropped");
            cx.report(value.place, message)
                .help("delete one of the two");
            cx.label(*place, "added here");
        }
    }
}

/// The capability that was meant: with another separator, or a typing error.
fn meant(name: &str) -> Option<&'static str> {
    let letters = |name: &str| name.replace(['_', '-', ' '], "");
    let same = |it: &&&'static str| letters(it) == letters(name);
    let same = CAPABILITIES.iter().find(same).copied();
    same.or_else(|| nearest(name, CAPABILITIES))
}
