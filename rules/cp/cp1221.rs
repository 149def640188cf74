//! CP1221 mount-option-mismatch.

use crate::rule::prelude::*;

rule!(CP1221, on: [Service(check)]);

const KINDS: [&str; 4] = ["bind", "volume", "tmpfs", "image"];

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let volumes = service.get("volumes").map(ComposeValue::items);
    for item in volumes.unwrap_or_default() {
        let Some(kind) = item
            .get("type")
            .filter(|it| it.literal().is_some_and(|kind| KINDS.contains(&kind)))
        else {
            continue;
        };
        let text = kind.literal().unwrap_or_default();
        for other in KINDS.into_iter().filter(|it| *it != text) {
            if let Some(block) = item.field(other).filter(|it| is_set(&it.value)) {
                let message = format!("`{other}` has no effect on a mount of type `{text}`");
                cx.report(block.key_place, message)
                    .help(format!("delete it, or write `type: {other}`"));
                cx.label(
                    kind.place,
                    format!("this makes it a mount of type `{text}`"),
                );
            }
        }
        check_source(item, kind, cx);
    }
}

fn check_source<'c, 's>(
    item: &'c ComposeValue<'s>,
    kind: &'c ComposeValue<'s>,
    cx: &mut ComposeCx<'c, 's>,
) {
    let Some(source) = item.field("source").filter(|it| is_set(&it.value)) else {
        return;
    };
    let Some(name) = source.value.literal() else {
        return;
    };
    if kind.literal() == Some("tmpfs") {
        cx.report(source.key_place, "a `tmpfs` has no source")
            .help("delete `source`");
        cx.label(kind.place, "this makes it a `tmpfs`");
    } else if kind.literal() == Some("bind") && cx.entry("volumes", name).is_some() {
        let message =
            format!("`{name}` is a volume, but `type: bind` mounts a folder of this name");
        cx.report(kind.place, message).help(format!(
            "write `type: volume`, or `./{name}` for the folder"
        ));
        cx.label(source.value.place, "this names the volume");
    }
}
