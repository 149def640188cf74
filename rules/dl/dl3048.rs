//! DL3048 invalid-label-key.

use crate::rule::prelude::*;

rule!(DL3048, on: [Label(check)]);

fn check<'s>(label: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    for pair in &label.pairs {
        let value = cx.value(&pair.key.text);
        if let Some(fault) = value.known().filter(|key| !key.is_empty()).and_then(fault) {
            cx.report(
                pair.key.span,
                format!("the label key `{}` {fault}", value.prefix()),
            )
            .help("use lower-case letters, digits, and single `.`, `-`, `/` or `_` between them");
        }
    }
}

fn fault(key: &str) -> Option<&'static str> {
    let reserved = ["com.docker.", "io.docker.", "org.dockerproject."];
    let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "./_-".contains(c);
    if reserved.iter().any(|prefix| key.starts_with(prefix)) {
        Some("is in a namespace reserved for Docker")
    } else if key.contains("..") || key.contains("--") {
        Some("has a doubled separator")
    } else if !key.starts_with(|c: char| c.is_ascii_lowercase()) {
        Some("does not start with a lower-case letter")
    } else if !key.ends_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) {
        Some("does not end with a letter or digit")
    } else if !key.chars().all(known) {
        Some("has a character that label keys do not have")
    } else {
        None
    }
}
