//! DL3055 label-without-commit.

use crate::rule::prelude::*;

rule!(DL3055, on: [Label(check)]);

fn check<'s>(label: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    check_labels(
        label,
        cx,
        Some(LabelType::Hash),
        "is no Git commit",
        |value| {
            let hex = value
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            if hex && matches!(value.len(), 7 | 40) {
                Ok(())
            } else {
                Err(Some(
                    "A commit has 7 or 40 hexadecimal digits in lower case.".to_owned(),
                ))
            }
        },
    );
}
