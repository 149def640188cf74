//! DL3052 label-without-url.

use crate::rule::prelude::*;

rule!(DL3052, on: [Label(check)]);

fn check<'s>(label: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    check_labels(
        label,
        cx,
        Some(LabelType::Url),
        "is no absolute URL",
        |value| {
            if is_url(value) { Ok(()) } else { Err(None) }
        },
    );
}

/// An absolute URI after RFC 3986: a scheme, a colon, and characters that may stand in a URI.
fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let scheme_ok = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    let escapes_ok = rest
        .split('%')
        .skip(1)
        .all(|escape| escape.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2);
    let host = rest
        .strip_prefix("//")
        .map(|it| it.split(['/', '?', '#']).next().unwrap_or_default());
    let port_ok = host.is_none_or(|host| {
        let port = host
            .rsplit(']')
            .next()
            .and_then(|it| it.rsplit_once(':'))
            .map(|(_, port)| port);
        port.is_none_or(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
    });
    scheme_ok && !rest.is_empty() && rest.chars().all(allowed) && escapes_ok && port_ok
}
