//! DL3051 empty-label.

use crate::rule::prelude::*;

rule!(DL3051, on: [Label(check)]);

fn check<'s>(label: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    check_labels(label, cx, None, "is empty", |value| {
        if value.is_empty() { Err(None) } else { Ok(()) }
    });
}
