//! CP4007 mounts-order.

use crate::rule::prelude::*;

rule!(CP4007, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let Some(sheet) = Sheet::of(file, number) else {
        return;
    };
    let by_target = PartOrder {
        rank: &|it| target(sheet, it.value).map(ByName),
        is_behind: ByName::is_behind,
        told: Told::First,
        parts: "mounts",
        shown: |it| it,
    };
    for mounts in sheet.settings("volumes") {
        report_order(sheet, mounts, &by_target, cx);
    }
    for (key, parts) in [("networks", "networks"), ("volumes", "volumes")] {
        let by_name = PartOrder {
            rank: &|it| sheet.name(it.head).map(ByName),
            is_behind: ByName::is_behind,
            told: Told::First,
            parts,
            shown: |it| it,
        };
        for resources in sheet.section(key) {
            report_order(sheet, resources, &by_name, cx);
        }
    }
}

/// The path in the container. None with variables.
fn target<'c>(sheet: Sheet<'c, '_>, item: NodeId) -> Option<&'c str> {
    let path = match sheet.name(item) {
        Some(text) => {
            let whole = Expanded::literal(text);
            let mount = mount::Mount::parse(whole.all()).ok()?;
            mount.target.range.of(text)
        }
        None => sheet.name(sheet.get(item, "target")?)?,
    };
    (!path.contains('$')).then_some(path)
}
