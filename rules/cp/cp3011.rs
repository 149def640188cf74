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
    let mut named = Named::default();
    for (kind, what) in KINDS {
        let Some(used) = used_resources(kind, cx) else {
            continue;
        };
        let used: std::collections::HashSet<_> = used.into_iter().collect();
        for resource in resources(cx.root(), kind) {
            let name = resource.name;
            let place = resource.field.key_place;
            let is_main = cx.file(place).is_some_and(|it| it.role == Role::Main);
            let is_implied = kind == "networks" && name == "default";
            if !is_main || is_implied || used.contains(name) || named.has(name, cx) {
                continue;
            }
            let lines = own_lines(place, cx);
            let fix = lines.map(|it| Fix::unchecked("delete it").delete(it));
            let finding = cx.report(place, format!("no service uses the {what} `{name}`"));
            finding.help("delete it, or use it in a service").fix(fix);
        }
    }
}

/// How many bytes are searched for names.
const MAX_SEARCHED: usize = 1 << 28;

/// What stands in labels, commands and variables.
#[derive(Default)]
struct Named {
    text: Option<String>,
    searched: usize,
}

impl Named {
    /// True if a label or a command names it, as proxies want it, or if that takes too long.
    fn has(&mut self, name: &str, cx: &ComposeCx<'_, '_>) -> bool {
        let text = self.text.get_or_insert_with(|| texts(cx));
        self.searched += text.len();
        self.searched > MAX_SEARCHED || text.contains(name)
    }
}

fn texts(cx: &ComposeCx<'_, '_>) -> String {
    let mut all = String::new();
    each_value(&cx.scalars(), &mut |value, path| {
        let keys = ["labels", "command", "environment"];
        if path.iter().any(|key| keys.contains(key)) {
            all.push_str(value.text().unwrap_or_default());
            all.push('\n');
        }
    });
    all
}
