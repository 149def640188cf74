//! CP4007 mounts-order.

use crate::rule::prelude::*;

rule!(CP4007, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let Some(sheet) = Sheet::of(file, number) else {
        return;
    };
    let by_target = PartOrder {
        rank: &|it| target(sheet, it.value),
        is_behind: |a, b| a > b,
        told: Told::First,
        parts: "mounts",
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
        };
        for resources in sheet.section(key) {
            report_order(sheet, resources, &by_name, cx);
        }
    }
}

/// The steps of the path in the container, so that a folder comes before what is in it. None with
/// variables.
fn target(sheet: Sheet<'_, '_>, item: NodeId) -> Option<Vec<String>> {
    let path = match sheet.name(item) {
        Some(text) => {
            let text = Expanded::literal(text);
            let mount = mount::Mount::parse(text.all()).ok()?;
            mount.target.known()?.clone()
        }
        None => sheet.name(sheet.get(item, "target")?)?.to_owned(),
    };
    let steps = path.split('/').map(str::to_owned);
    (!path.contains('$')).then(|| steps.collect())
}
