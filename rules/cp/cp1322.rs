//! CP1322 invalid-device.

use crate::rule::prelude::*;

rule!(CP1322, on: [Service(check)]);

const FORM: &str = "write it as `type major:minor permissions`, such as `c 189:* rmw`";

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service.items("devices") {
        if item.text().is_some() {
            short(item, cx);
        } else if let Some(value) = item.get("permissions")
            && let Some(text) = known(value, cx)
        {
            let whole = Range::new(0, value.text().unwrap_or_default().len());
            permissions(value, whole, &text, cx);
        }
    }
    for item in service.items("device_cgroup_rules") {
        if let Some(text) = known(item, cx).filter(|text| !is_rule(text)) {
            let message = format!("`{}` is no rule for devices", brief(&text));
            cx.report(item.place, message).help(FORM);
        }
    }
}

fn short(item: &ComposeValue<'_>, cx: &mut ComposeCx<'_, '_>) {
    if let Some(finding) = report_fault(item, cx, grammar::Device::parse) {
        finding.help("write it as `host:container:permissions`");
        return;
    }
    let Some(device) = read_value(item, cx, grammar::Device::parse) else {
        return;
    };
    if let Some(slot) = &device.permissions {
        permissions(
            item,
            slot.range,
            slot.known().map_or("rwm", String::as_str),
            cx,
        );
        return;
    }
    let Some(slot) = device.container else { return };
    let target = slot.value.unwrap_or_default();
    let host = device.host.value.unwrap_or_default();
    if grammar::Device::is_permissions(&target) {
        let fix = item
            .literal()
            .and_then(|_| rewrite(item, &format!("{host}:{host}:{target}"), cx));
        let message = format!("`{target}` is the path in the container here");
        cx.report_part(item.place, slot.range, message)
            .help("repeat the path of the device in front of the permissions")
            .fix(fix);
    }
}

fn permissions(item: &ComposeValue<'_>, part: Range, text: &str, cx: &mut ComposeCx<'_, '_>) {
    if !grammar::Device::is_permissions(text) && !text.is_empty() {
        let message = format!("`{}` are no permissions of a device", brief(text));
        cx.report_part(item.place, part, message)
            .help("use the letters `r`, `w` and `m`, each once at most");
    }
}

fn is_rule(text: &str) -> bool {
    let words: Vec<_> = text.split(' ').collect();
    let [kind, numbers, letters] = words.as_slice() else {
        return false;
    };
    let number = |it: &str| it == "*" || !it.is_empty() && it.bytes().all(|b| b.is_ascii_digit());
    let numbers = numbers.split_once(':');
    matches!(*kind, "a" | "b" | "c")
        && numbers.is_some_and(|(major, minor)| number(major) && number(minor))
        && (1..=3).contains(&letters.len())
        && letters.chars().all(|c| "rwm".contains(c))
}
