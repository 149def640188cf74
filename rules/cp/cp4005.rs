//! CP4005 ports-order.

use crate::rule::prelude::*;

rule!(CP4005, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let Some(sheet) = Sheet::of(file, number) else {
        return;
    };
    let order = PartOrder {
        rank: &|it| first_port(sheet, it.value),
        is_behind: |a, b| a > b,
        told: Told::First,
        parts: "ports",
        shown: |it| it,
    };
    for ports in sheet.settings("ports") {
        report_order(sheet, ports, &order, cx);
    }
}

/// The port on the host, else the one in the container. Of a variable its default counts, whatever
/// `.env` says: the order is that of the text.
fn first_port(sheet: Sheet<'_, '_>, item: NodeId) -> Option<u16> {
    let defaults = |text| Expanded::of(text, &|_| Lookup::Unknown);
    if let Some(text) = sheet.name(item) {
        let text = defaults(text);
        let port = port::Port::parse(text.all()).ok()?;
        let range = port.published.unwrap_or(port.container);
        return range.known().map(|it| it.first);
    }
    let port = sheet
        .get(item, "published")
        .or_else(|| sheet.get(item, "target"))?;
    let text = defaults(sheet.name(port)?);
    let range = port::PortRange::parse(text.all()).ok()?;
    range.known().map(|it| it.first)
}
