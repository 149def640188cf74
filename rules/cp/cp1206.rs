//! CP1206 secret-source.

use crate::rule::prelude::*;

rule!(CP1206, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    for resource in resources(cx.root(), "secrets") {
        // `content` is unknown there, which another rule says.
        if resource.get("content").is_none() {
            check_source("secret", &["file", "environment"], &resource, cx);
        }
    }
    for resource in resources(cx.root(), "configs") {
        let keys = &["file", "environment", "content"];
        check_source("config", keys, &resource, cx);
    }
}

fn check_source(
    what: &str,
    keys: &[&str],
    resource: &Resource<'_, '_>,
    cx: &mut ComposeCx<'_, '_>,
) {
    let name = resource.name;
    let fields = keys.iter().filter_map(|key| resource.value().field(key));
    let sources: Vec<_> = fields.filter(|it| !it.value.is_null()).collect();
    match sources.as_slice() {
        [] if resource.is_external() == Some(false) && resource.value().resolved().is_none() => {
            let keys: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
            let message = format!("{what} `{name}` comes from nowhere");
            cx.report(resource.field.key_place, message)
                .help(format!("say where it comes from: {}", keys.join(" or ")));
        }
        [first, second, ..] if resource.is_external() != Some(true) => {
            let (one, two) = (&first.key, &second.key);
            let message = format!("{what} `{name}` comes from both `{one}` and `{two}`");
            cx.report(second.key_place, message)
                .help("delete one of them");
            cx.label(first.key_place, "it comes from here as well");
        }
        _ => {}
    }
}
