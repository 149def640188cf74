//! DL3058 label-without-email.

use crate::rule::prelude::*;

rule!(DL3058, on: [Label(check)]);

fn check<'s>(label: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    check_labels(
        label,
        cx,
        Some(LabelType::Email),
        "is no e-mail address",
        |value| {
            if is_email(value) { Ok(()) } else { Err(None) }
        },
    );
}

/// `local@domain` after RFC 5322, without comments.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let atom = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c))
    };
    let quoted = local.len() > 2
        && local.starts_with('"')
        && local.ends_with('"')
        && local.chars().all(|c| c.is_ascii() && !c.is_ascii_control());
    let label = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let literal = domain.starts_with('[') && domain.ends_with(']');
    let local_ok = local.len() <= 64 && (quoted || local.split('.').all(atom));
    local_ok && (literal || domain.split('.').all(label))
}
