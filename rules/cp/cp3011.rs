//! CP3011 unused-resource.

use crate::rule::prelude::*;

rule!(CP3011, on: [Compose(check)]);

const KINDS: [(&str, &str); 5] = [
    ("volumes", "volume"),
    ("networks", "network"),
    ("secrets", "secret"),
    ("configs", "config"),
    ("models", "model"),
];

fn check(cx: &mut ComposeCx<'_, '_>) {
    // A fragment or an overlay leaves the use to others.
    if !is_complete(cx) || cx.services().next().is_none() {
        return;
    }
    for (kind, what) in KINDS {
        let Some(used) = used_resources(kind, cx) else {
            continue;
        };
        for resource in resources(cx.root(), kind) {
            let name = resource.name;
            let place = resource.field.key_place;
            let is_main = cx.file(place).is_some_and(|it| it.role == Role::Main);
            let is_implied = kind == "networks" && name == "default";
            if !is_main || is_implied || used.iter().any(|it| it == name) || is_named(name, cx) {
                continue;
            }
            let lines = own_lines(place, cx);
            let fix = lines.map(|it| Fix::unchecked("delete it").delete(it));
            let finding = cx.report(place, format!("no service uses the {what} `{name}`"));
            finding.help("delete it, or use it in a service").fix(fix);
        }
    }
}

/// True if a label or a command names it, as proxies want it.
fn is_named(name: &str, cx: &ComposeCx<'_, '_>) -> bool {
    let mut found = false;
    each_value(cx.root(), &mut |value, path| {
        let keys = ["labels", "command", "environment"];
        let counts = path.iter().any(|key| keys.contains(key));
        found |= counts && value.text().is_some_and(|it| it.contains(name));
    });
    found
}
