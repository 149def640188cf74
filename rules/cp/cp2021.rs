//! CP2021 data-store-port-exposed.

use crate::rule::prelude::*;

rule!(CP2021, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let own = with_image(service, cx, store_of).flatten();
    for port in published(service, cx) {
        let reached = |store: &&'static Store| store.ports.iter().any(|it| port.reaches(*it));
        let by_image = own.filter(reached);
        let by_port = || store_at(port.container?.only()?);
        let Some(store) = by_image.or_else(by_port) else {
            continue;
        };
        if port.bind != port::Bind::All {
            continue;
        }
        let fix = port.loopback(cx);
        let which = if by_image.is_some() {
            "the port of"
        } else {
            "a port for"
        };
        let name = store.name;
        let message = format!("{which} {name} can be reached from everywhere, past the firewall");
        cx.report_part(port.place, port.range, message)
            .help("other services need no port; for yourself, publish it on `127.0.0.1:`")
            .replaces("CP2020")
            .fix(fix);
    }
}
