//! CP1422 published-port-between-services.

use crate::rule::prelude::*;

rule!(CP1422, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    if service.has("network_mode") {
        return;
    }
    for pair in service.environment() {
        let Some(value) = pair.value else { continue };
        for (host, port, start, end) in hosts_with_ports(value) {
            let Some(other) = cx.service(host).filter(|it| it.name != service.name) else {
                continue;
            };
            let Some(inside) = meant(other, port, cx) else {
                continue;
            };
            let range = Range::new(start, end).shift(pair.value_range.start);
            let digits =
                Range::new(end - port.to_string().len(), end).shift(pair.value_range.start);
            let span = cx.part(pair.value_place, digits);
            let fix = Fix::unchecked(format!("write `{inside}`")).replace(span, inside.to_string());
            let message =
                format!("`{port}` is the port on the host: in the container it is {inside}");
            let finding = cx.report_part(pair.value_place, range, message);
            finding.help(format!("write `{host}:{inside}`")).fix(fix);
        }
    }
}

/// The port in the container behind a published port, if nothing in the container may listen on
/// that one, too.
fn meant(service: Service<'_, '_>, port: u16, cx: &ComposeCx<'_, '_>) -> Option<u16> {
    if service.has("network_mode") || has_container_port(service, port, cx) {
        return None;
    }
    let ports = published_ports(service, cx);
    let is_it = |it: &&OpenPort| it.host.and_then(port::PortRange::only) == Some(port);
    let inside = ports.iter().find(is_it)?.container?.only()?;
    // Its settings may make it listen there.
    let digits = port.to_string();
    let names_it = |text: Option<&str>| text.is_some_and(|it| it.contains(&digits));
    let own = service.environment().iter().any(|it| names_it(it.value));
    let run = command_texts(service)
        .iter()
        .any(|it| names_it(it.value.text()));
    (!own && !run).then_some(inside)
}
