//! DL3055 label-without-commit.

use crate::rule::prelude::*;

rule!(DL3055, on: [Label(check)]);

fn check<'s>(label: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    check_labels(label, cx, Some(LabelType::Hash), |value| {
        let hex = value.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let valid = hex && matches!(value.len(), 7 | 40);
        (!valid).then(|| "it is no Git commit of 7 or 40 hexadecimal digits".to_owned())
    });
}
