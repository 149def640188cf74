//! CP4001 service-keys-order.

use crate::rule::prelude::*;

rule!(CP4001, on: [ComposeFile(check)], options: Options);

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// The keys of a service in their order. Others may stand anywhere.
    order: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        let order = "image build container_name depends_on volumes volumes_from configs secrets \
                     environment env_file ports networks network_mode extra_hosts command \
                     entrypoint working_dir restart healthcheck logging labels user isolation";
        Self {
            order: order.split_whitespace().map(str::to_owned).collect(),
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
        told: Told::Steps,
        parts: "keys",
        shown: |it| it,
    };
    for service in sheet.services() {
        report_order(sheet, service, &order, cx);
    }
}
