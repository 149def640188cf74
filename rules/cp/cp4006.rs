//! CP4006 environment-order.

use crate::rule::prelude::*;

rule!(CP4006, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    let Some(sheet) = Sheet::of(file, number) else {
        return;
    };
    let order = PartOrder {
        rank: &|it| Some(ByName(variable(sheet, it)?)),
        is_behind: ByName::is_behind,
        told: Told::First,
        parts: "variables",
        shown: name_of,
    };
    for environment in sheet.settings("environment") {
        if !has_double(sheet, environment) {
            report_order(sheet, environment, &order, cx);
        }
    }
}

/// The name of a variable in either sheet. None for a merge key.
fn variable<'c>(sheet: Sheet<'c, '_>, it: &Element) -> Option<&'c str> {
    let name = name_of(sheet.name(it.head)?);
    (!sheet.tree().is_merge(it.head)).then_some(name)
}

/// Of equal names in a list the last one counts.
fn has_double(sheet: Sheet<'_, '_>, id: NodeId) -> bool {
    let elements = sheet.elements(id);
    let mut names: Vec<_> = elements
        .iter()
        .filter_map(|it| variable(sheet, it))
        .collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    names.len() < count
}

fn name_of(item: &str) -> &str {
    item.split_once('=').map_or(item, |it| it.0)
}
