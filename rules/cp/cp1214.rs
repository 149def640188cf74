//! CP1214 duplicate-container-name.

use crate::rule::prelude::*;

rule!(CP1214, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let is_named = |it: &Service<'_, '_>| it.get("container_name").is_some_and(is_set);
    let services = cx.services().filter(is_named);
    let mut named = Groups::default();
    for service in services {
        let name = service.get("container_name");
        let Some((name, text)) = name.and_then(|it| Some((it, it.text()?))) else {
            continue;
        };
        let runs = |it: &&Service<'_, '_>| cx.run_together(**it, service);
        if let Some(first) = named.of(&text).iter().find(runs) {
            let other = first.name;
            let message = format!("the container of `{other}` has the name `{text}` already");
            cx.report(name.place, message).help("give it another name");
            if let Some(first) = first.get("container_name") {
                cx.label(first.place, "it is given here first");
            }
        }
        named.add(text, service);
    }
}
