//! CP2001 privileged.

use crate::rule::prelude::*;

rule!(CP2001, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    if let Some(value) = service
        .get("privileged")
        .filter(|it| flag(it, cx) == Some(true))
    {
        let name = service.name;
        let message = format!("`{name}` is privileged: who takes it over has the host");
        cx.report(value.place, message)
            .help("give it what it needs with `cap_add` and `devices`");
    }
}
