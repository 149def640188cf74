//! DL3054 label-without-licence.

use crate::rule::prelude::*;

rule!(DL3054, on: [Label(check)]);

fn check<'s>(label: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    // Names that the SPDX list has retired are still names that people know.
    let mode = spdx::ParseMode {
        allow_deprecated: true,
        ..spdx::ParseMode::STRICT
    };
    check_labels(
        label,
        cx,
        Some(LabelType::Spdx),
        "is no SPDX licence expression",
        |value| match spdx::Expression::parse_mode(value.trim(), mode) {
            Ok(_) => Ok(()),
            Err(error) => Err(Some(format!("The reason is: {}.", error.reason))),
        },
    );
}
