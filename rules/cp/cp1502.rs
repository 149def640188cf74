//! CP1502 bind-source-missing.

use crate::rule::prelude::*;

rule!(CP1502, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service.items("volumes") {
        if item.text().is_some() {
            let Some(mount) = read_value(item, cx, mount::Mount::parse) else {
                continue;
            };
            let source = mount
                .source
                .filter(|_| mount.kind == mount::MountKind::Bind);
            let target = mount.target.value.unwrap_or_default();
            if let Some(slot) = source
                && let Some(text) = slot.value
            {
                report(item.place, slot.range, (&text, &target), false, cx);
            }
        } else if item.get("type").and_then(ComposeValue::literal) == Some("bind")
            && let Some(source) = item.get("source")
            && let Some(text) = known(source, cx)
        {
            let makes = item
                .at(&["bind", "create_host_path"])
                .and_then(ComposeValue::bool);
            let target = item.get("target").and_then(|it| known(it, cx));
            let whole = Range::new(0, source.text().unwrap_or_default().len());
            let target = target.unwrap_or_default();
            report(
                source.place,
                whole,
                (&text, &target),
                makes == Some(false),
                cx,
            );
        }
    }
}

fn report(
    place: Place,
    part: Range,
    (source, target): (&str, &str),
    must_be: bool,
    cx: &mut ComposeCx<'_, '_>,
) {
    // The disk is asked last.
    let is_meant = must_be || is_file(source) && is_file(target);
    let path = is_meant.then(|| cx.resolve(place, source)).flatten();
    if path.is_none_or(|path| !cx.is_missing(&path)) {
        return;
    }
    let message = format!("there is no file `{}`", brief(source));
    cx.report_part(place, part, message).help(if must_be {
        "add it; this mount is not made without it"
    } else {
        "add it; else Docker makes a folder of that name"
    });
}

/// True for paths that end with a name such as `nginx.conf`.
fn is_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty());
    ending.is_some_and(|(_, ending)| {
        let is_word = ending.chars().all(|c| c.is_ascii_alphanumeric());
        // Folders have numbers and words of configuration at their ends, too.
        (1..=5).contains(&ending.len())
            && is_word
            && !matches!(ending, "d" | "git" | "ssh" | "local")
            && !ending.bytes().all(|byte| byte.is_ascii_digit())
    })
}
