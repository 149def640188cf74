//! CP1103 undefined-volume.

use crate::rule::prelude::*;

rule!(CP1103, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let items = service.get("volumes").map(ComposeValue::items);
    for item in items.unwrap_or_default() {
        let Some(reference) = volume(item, cx) else {
            continue;
        };
        let name = reference.name;
        let finding = report_undefined(service, "volumes", "volume", &reference, cx);
        let Some(finding) = finding else { continue };
        if name.starts_with(['.', '/', '~']) {
            finding.help("write `type: bind` for a folder of the host");
        } else if name.contains('/') {
            finding.help(format!(
                "write {} for a folder of the host",
                shown(&format!("./{name}"))
            ));
        }
    }
}

/// The volume that an item names. Silent about variables.
fn volume<'c, 's>(item: &'c ComposeValue<'s>, cx: &ComposeCx<'c, 's>) -> Option<Reference<'c, 's>> {
    let (name, place, range) = if let Some(text) = item.text() {
        let expanded = cx.expanded(text);
        let mount = mount::Mount::parse(expanded.all()).ok()?;
        let is_name = mount.kind == mount::MountKind::Volume;
        let source = mount
            .source
            .filter(|source| is_name && !source.is_default)?;
        (source.range.of(text), item.place, source.range)
    } else {
        let source = item.get("source")?;
        let name = source.literal()?;
        (item.get("type")?.literal()? == "volume").then_some(())?;
        (name, source.place, Range::new(0, name.len()))
    };
    Some(Reference {
        name,
        place,
        range,
        settings: None,
    })
}
