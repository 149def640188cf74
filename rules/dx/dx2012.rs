//! DX2012 host-port-in-expose.

use crate::rule::prelude::*;

rule!(DX2012, on: [Expose(check)]);

fn check<'s>(expose: &Expose<'s>, cx: &mut Cx<'_, 's>) {
    for word in &expose.ports {
        let value = cx.value(&word.text);
        // The result of an expansion is split again.
        for port in value.known().unwrap_or_default().split_whitespace() {
            let Some((host, own)) = port.rsplit_once(':') else {
                continue;
            };
            if host.trim_matches(':').is_empty() {
                continue;
            }
            let literal = cx.instruction().filter(|_| *port == **word);
            let span = literal.map_or(word.span, |it| {
                let end = word.range.start + offset(host.len() + 1);
                it.text.span(Range { end, ..word.range })
            });
            let fix = Fix::unchecked(format!("expose `{own}`")).delete(span);
            cx.report(
                span,
                format!("`{port}` names a port or address of the host"),
            )
            .help("name the port of the container only, and publish it with `docker run -p`")
            .fix(literal.map(|_| fix));
        }
    }
}
