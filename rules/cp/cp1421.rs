//! CP1421 localhost-for-sibling.

use crate::rule::prelude::*;

rule!(CP1421, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    if service.has("network_mode") {
        return;
    }
    for pair in service.environment() {
        let Some(value) = pair.value else { continue };
        for (host, port, start, end) in hosts_with_ports(value) {
            let is_local = matches!(host, "localhost" | "127.0.0.1");
            if !is_local || is_for_browsers(value, start) || has_container_port(service, port, cx) {
                continue;
            }
            let Some(other) = cx.other_listening(service, port) else {
                continue;
            };
            let shift = pair.value_range.start;
            let range = Range::new(start, end).shift(shift);
            let message = format!(
                "`{host}` is this container, and `{}` is another one",
                other.name
            );
            let finding = cx.report_part(pair.value_place, range, message);
            finding.help(format!("write `{}:{port}`", other.name));
        }
    }
}

/// True for addresses of web pages, which browsers open on the host, and for lists of them.
fn is_for_browsers(value: &str, at: usize) -> bool {
    let before = value.get(..at).unwrap_or_default();
    let is_web = before.ends_with("http://") || before.ends_with("https://");
    is_web && before.contains(',')
}
