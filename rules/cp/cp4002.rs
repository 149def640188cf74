//! CP4002 services-order.

use crate::rule::prelude::*;

rule!(CP4002, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let Some(sheet) = Sheet::of(file, number) else {
        return;
    };
    let order = PartOrder {
        rank: &|it| sheet.name(it.head).map(ByName),
        is_behind: ByName::is_behind,
        told: Told::Each,
        parts: "services",
        shown: |it| it,
    };
    for services in sheet.section("services") {
        report_order(sheet, services, &order, cx);
    }
}
