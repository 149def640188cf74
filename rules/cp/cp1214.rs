//! CP1214 duplicate-container-name.

use crate::rule::prelude::*;

rule!(CP1214, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let named = |service: Service<'_, '_>| service.get("container_name").is_some_and(is_set);
    let services: Vec<_> = cx.services().filter(|it| named(*it)).collect();
    for (at, service) in services.iter().enumerate() {
        let Some(name) = service.get("container_name") else {
            continue;
        };
        let before = services.get(..at).unwrap_or_default();
        let is_same = |it: &&Service<'_, '_>| {
            it.get("container_name").and_then(ComposeValue::text) == name.text()
                && cx.run_together(**it, *service)
        };
        if let Some(first) = before.iter().find(is_same) {
            let (text, other) = (name.text().unwrap_or_default(), first.name);
            let message = format!("the container of `{other}` has the name `{text}` already");
            cx.report(name.place, message).help("give it another name");
            if let Some(first) = first.get("container_name") {
                cx.label(first.place, "it is given here first");
            }
        }
    }
}
