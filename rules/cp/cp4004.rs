//! CP4004 depends-on-order.

use crate::rule::prelude::*;

rule!(CP4004, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let Some(sheet) = Sheet::of(file, number) else {
        return;
    };
    let order = PartOrder {
        rank: &|it| sheet.name(it.head).map(ByName),
        is_behind: ByName::is_behind,
        told: Told::First,
        parts: "services",
        shown: |it| it,
    };
    for services in sheet.settings("depends_on") {
        report_order(sheet, services, &order, cx);
    }
}
