//! CP1215 duplicate-host-port.

use crate::rule::prelude::*;

rule!(CP1215, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let runs = |it: &Service<'_, '_>| it.replicas().is_none_or(|count| count > 0.0);
    let services = cx.services().filter(runs);
    let ports: Vec<_> = services.flat_map(|it| cx.published_ports(it)).collect();
    for (at, port) in ports.iter().enumerate() {
        let before = ports.get(..at).unwrap_or_default();
        let Some(first) = before.iter().find(|it| clash(it, port, cx)) else {
            continue;
        };
        let shown = port.shown();
        let message = if first.service.name == port.service.name {
            format!("host port {shown} is published twice")
        } else {
            let name = first.service.name;
            format!("host port {shown} is taken by service `{name}` already")
        };
        cx.report_part(port.place, port.range, message)
            .help("publish one of them on another port");
        cx.label(first.place, "it is taken here first");
    }
}

fn clash(one: &PublishedPort<'_, '_>, two: &PublishedPort<'_, '_>, cx: &ComposeCx<'_, '_>) -> bool {
    if one.service.name == two.service.name {
        return !one.is_same(two) && one.clashes_with(two);
    }
    cx.run_together(one.service, two.service) && one.clashes_with(two)
}
