//! CP1216 fixed-port-and-scale.

use crate::rule::prelude::*;

rule!(CP1216, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some((replicas, count)) = cx.written_replicas(service) else {
        return;
    };
    // In a swarm, all replicas share the port.
    if count <= 1.0 || cx.is_stack() {
        return;
    }
    for port in cx.published_ports(service) {
        let Some(host) = port.port.host_ports().filter(|it| it.first != 0) else {
            continue;
        };
        if port.fixed().is_none() && f64::from(host.count()) >= count {
            continue;
        }
        let shown = port.shown();
        let message = format!("{count} containers cannot all have the host port {shown}");
        cx.report_part(port.place, port.range, message)
            .help("publish a range of host ports, or leave the host port out");
        cx.label(replicas.place, format!("it runs {count} times"));
    }
}
