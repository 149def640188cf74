//! CP2027 host-device.

use crate::rule::prelude::*;

rule!(CP2027, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service.items("devices") {
        let value = item.get("source").unwrap_or(item);
        let Some(text) = value.text() else { continue };
        let expanded = cx.expanded(text);
        let Ok(device) = grammar::Device::parse(expanded.all()) else {
            continue;
        };
        let Some(path) = device.host.known().map(|it| host_path(it)) else {
            continue;
        };
        if raw_device(&path) {
            let message = format!("`{path}` gives the container raw data of the host");
            cx.report_part(value.place, device.host.range, message)
                .help("mount the folder that is needed under `volumes`");
        }
    }
    let rules = service.get("device_cgroup_rules");
    for item in rules.map(ComposeValue::items).unwrap_or_default() {
        let Some(text) = known(item, cx) else {
            continue;
        };
        let mut words = text.split_whitespace();
        let (kind, numbers) = (words.next(), words.next().unwrap_or_default());
        let uses = words.next().unwrap_or("rwm").contains(['r', 'w']);
        let is_wide = match kind {
            Some("a" | "b") => true,
            _ => matches!(numbers, "*:*" | "1:*" | "1:11" | "10:237"),
        };
        if uses && is_wide {
            cx.report(
                item.place,
                format!(
                    "`{kind} {numbers}` opens devices with data of the host",
                    kind = kind.unwrap_or_default()
                ),
            )
            .help("name the number of the one device that is needed");
        }
    }
}
