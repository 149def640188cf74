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

/// True for a service that gives folders to others and ends.
fn prepares(service: Service<'_, '_>, cx: &ComposeCx<'_, '_>) -> bool {
    let is_awaited = |other: Service<'_, '_>| {
        let path = ["depends_on", service.name, "condition"];
        other.at(&path).and_then(ComposeValue::text) == Some("service_completed_successfully")
    };
    let gives = |word: &CommandWord<'_>| matches!(base(word.text), "chown" | "chmod");
    let words = command_words(service);
    words.iter().flatten().any(gives) || cx.services().any(is_awaited)
}
