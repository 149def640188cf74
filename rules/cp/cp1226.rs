//! CP1226 image-tag-clobber.

use crate::rule::prelude::*;

rule!(CP1226, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let builds = |it: &Service<'_, '_>| it.build().is_some() && it.get("image").is_some_and(is_set);
    let services = cx.services().filter(builds);
    let mut built = Groups::default();
    for service in services {
        let image = service.get("image");
        let Some((image, text)) = image.and_then(|it| Some((it, it.text()?))) else {
            continue;
        };
        let own = recipe(service);
        let before = built.of(&text);
        let is_other =
            |it: &&(Service<'_, '_>, Vec<_>)| it.1 != own && cx.run_together(it.0, service);
        let first = before.iter().find(is_other).map(|it| it.0);
        // What always runs stands for all that are built like it.
        let is_always =
            |it: &(Service<'_, '_>, Vec<_>)| it.1 == own && it.0.profiles().next().is_none();
        if !before.iter().any(is_always) {
            built.add(text, (service, own));
        }
        if let Some(first) = first {
            let other = first.name;
            let message = format!("`{text}` is built differently for service `{other}`");
            cx.report(image.place, message)
                .help("give it another name: the last build counts for both");
            if let Some(first) = first.get("image") {
                cx.label(first.place, "it is the name of another image here");
            }
        }
    }
}

/// What makes a built image what it is.
fn recipe(service: Service<'_, '_>) -> Vec<(String, String)> {
    let Some(build) = service.build() else {
        return Vec::new();
    };
    let plain = |text: &str| {
        let inner = text.trim_end_matches('/');
        let inner = inner.strip_prefix("./").unwrap_or(inner);
        (if inner.is_empty() { "." } else { inner }).to_owned()
    };
    let text = |key: &str, default: &str| {
        let value = build.get(key).and_then(ComposeValue::text);
        (key.to_owned(), plain(value.unwrap_or(default)))
    };
    let context = build.context().and_then(ComposeValue::text).unwrap_or(".");
    let mut all = vec![
        ("context".to_owned(), plain(context)),
        text("dockerfile", "Dockerfile"),
        text("dockerfile_inline", ""),
        text("target", ""),
    ];
    let args = build.args();
    let value = |pair: &NamedValue<'_, '_>| pair.value.unwrap_or("$").to_owned();
    let mut args: Vec<_> = args
        .iter()
        .map(|it| (format!("${}", it.name), value(it)))
        .collect();
    args.sort();
    all.append(&mut args);
    all
}
