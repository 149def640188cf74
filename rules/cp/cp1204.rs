//! CP1204 external-with-settings.

use crate::rule::prelude::*;

rule!(CP1204, on: [Compose(check)]);

const KINDS: [(&str, &str); 4] = [
    ("networks", "network"),
    ("volumes", "volume"),
    ("secrets", "secret"),
    ("configs", "config"),
];

fn check(cx: &mut ComposeCx<'_, '_>) {
    for (kind, what) in KINDS {
        for resource in resources(cx.root(), kind) {
            check_resource(what, &resource, cx);
        }
    }
}

fn check_resource(what: &str, resource: &Resource<'_, '_>, cx: &mut ComposeCx<'_, '_>) {
    let is_other = |key: &str| !matches!(key, "external" | "name") && !key.starts_with("x-");
    let fields = resource.value().fields().iter();
    let others: Vec<_> = fields.filter(|it| is_other(&it.key)).collect();
    let [first, more @ ..] = others.as_slice() else {
        return;
    };
    if resource.is_external() != Some(true) {
        return;
    }
    let title = "delete what is beside `external`";
    let fix = cx.deletion(title, &others, resource.value());
    let (name, key) = (resource.name, &first.key);
    let message = match more {
        [] => format!("`{key}` is set for `{name}`, an external {what}"),
        [next] => format!(
            "`{key}` and `{}` are set for `{name}`, an external {what}",
            next.key
        ),
        more => format!(
            "`{key}` and {} more are set for `{name}`, an external {what}",
            more.len()
        ),
    };
    cx.report(first.key_place, message)
        .help("delete it, or delete `external`")
        .fix(fix);
    if let Some(external) = resource.value().field("external") {
        cx.label(external.key_place, format!("the {what} is made elsewhere"));
    }
}
