//! DL3051 empty-label.

use crate::rule::prelude::*;

rule!(DL3051, on: [Label(check)]);

fn check<'s>(label: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    check_labels(label, cx, None, |value| {
        value.is_empty().then(|| "it is empty".to_owned())
    });
}
