//! CP1225 provider-ignores-keys.

use crate::rule::prelude::*;

rule!(CP1225, on: [Service(check)]);

/// What counts for a service that something else provides.
const USED: [&str; 4] = ["provider", "depends_on", "profiles", "extends"];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(provider) = service.field("provider").filter(|it| is_set(&it.value)) else {
        return;
    };
    let is_dead = |field: &&Field<'_>| !USED.contains(&&*field.key) && !field.key.starts_with("x-");
    let dead: Vec<_> = service.value().fields().iter().filter(is_dead).collect();
    let Some(first) = dead.first() else {
        return;
    };
    let key = &first.key;
    let message = match dead.len() {
        1 => format!("`{key}` has no effect beside `provider`"),
        count => format!(
            "`{key}` and {} more have no effect beside `provider`",
            count - 1
        ),
    };
    cx.report(first.key_place, message)
        .help("delete it, unless the provider reads it: no container is made");
    cx.label(provider.key_place, "this provides the service");
}
