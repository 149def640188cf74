//! CP1215 duplicate-host-port.

use crate::rule::prelude::*;

rule!(CP1215, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    let runs = |it: &Service<'_, '_>| it.replicas().is_none_or(|count| count > 0.0);
    let services = cx.services().filter(runs);
    let ports: Vec<_> = services.flat_map(|it| cx.published_ports(it)).collect();
    let mut taken = TakenPorts::default();
    for port in &ports {
        let first = taken.first(port, |it| clash(it, port, cx));
        taken.add(port);
        let Some(first) = first else { continue };
        let shown = port.shown();
        let (name, own) = (first.service.name, port.service.name);
        // An alias, a merge key or `extends` brings the same port to both.
        let is_shared = first.place == port.place;
        let message = if name == own {
            format!("host port {shown} is published twice")
        } else if is_shared {
            format!("services `{name}` and `{own}` both publish host port {shown} here")
        } else {
            format!("host port {shown} is taken by service `{name}` already")
        };
        cx.report_part(port.place, port.range, message)
            .help("publish one of them on another port");
        if !is_shared {
            cx.label(first.place, "it is taken here first");
        }
    }
}

fn clash(one: &PublishedPort<'_, '_>, two: &PublishedPort<'_, '_>, cx: &ComposeCx<'_, '_>) -> bool {
    if one.service.name == two.service.name {
        return !one.is_same(two) && one.clashes_with(two);
    }
    cx.run_together(one.service, two.service) && one.clashes_with(two)
}
