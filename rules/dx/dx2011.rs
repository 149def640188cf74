//! DX2011 uppercase-port-protocol.

use crate::rule::prelude::*;

rule!(DX2011, on: [Expose(check)]);

fn check<'s>(expose: &Expose<'s>, cx: &mut Cx<'_, 's>) {
    for word in &expose.ports {
        let value = cx.value(&word.text);
        // The result of an expansion is split again.
        for port in value.known().unwrap_or_default().split_whitespace() {
            let Some((number, protocol)) = port.split_once('/') else {
                continue;
            };
            let lower = protocol.to_ascii_lowercase();
            if lower == protocol || !matches!(lower.as_str(), "tcp" | "udp" | "sctp") {
                continue;
            }
            let literal = cx.instruction().filter(|_| *port == **word);
            let at = offset(number.len() + 1);
            let span = literal.map_or(word.span, |it| {
                let start = word.range.start + at;
                it.text.span(Range {
                    start,
                    ..word.range
                })
            });
            let fix = Fix::safe(format!("write `{lower}`")).replace(span, lower.as_str());
            cx.report(span, format!("the protocol of `{port}` is in upper case"))
                .help(format!("write `{lower}`"))
                .fix(literal.map(|_| fix));
        }
    }
}
