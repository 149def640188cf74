//! CP4003 top-level-order.

use crate::rule::prelude::*;

rule!(CP4003, on: [ComposeFile(check)], options: Options);

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// The keys at the top in their order. Others may stand anywhere.
    order: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        let order = "x-* version name include services models networks volumes secrets configs";
        Self {
            order: order.split(' ').map(str::to_owned).collect(),
        }
    }
}

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let (Some(sheet), Some(options)) = (Sheet::of(file, number), cx.options::<Options>()) else {
        return;
    };
    let order = PartOrder {
        rank: &|it| place_in(&options.order, sheet.name(it.head)?),
        is_behind: |a, b| a > b,
        told: Told::Each,
        parts: "sections",
        shown: |it| it,
    };
    for root in sheet.roots() {
        report_order(sheet, root, &order, cx);
    }
}
