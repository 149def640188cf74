//! CP2012 explicit-root-user.

use crate::rule::prelude::*;

rule!(CP2012, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(value) = service.get("user").filter(|_| !prepares(service, cx)) else {
        return;
    };
    if known(value, cx).is_some_and(|user| is_root(&user)) {
        let name = service.name;
        cx.report(value.place, format!("`{name}` runs as root"))
            .help("name a user that may only do what it has to, such as `1000:1000`");
    }
}
