//! CP2023 privileged-host-port.

use crate::rule::prelude::*;

rule!(CP2023, on: [Service(check)], options: Options);

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// Ports that are fine.
    allow: Vec<u16>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            allow: vec![80, 443],
        }
    }
}

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for port in published(service, cx) {
        let Some((place, range)) = port.host_range else {
            continue;
        };
        let low = port.host.filter(|host| host.first < 1024 && host.first > 0);
        let allowed = |host: port::PortRange| {
            let options = cx.options::<Options>();
            host.only()
                .is_some_and(|it| options.is_some_and(|all| all.allow.contains(&it)))
        };
        if let Some(host) = low.filter(|host| !allowed(*host)) {
            cx.report_part(
                place,
                range,
                format!("port {host} is one for services of the host"),
            )
            .help("publish it on a port from 1024 on");
        }
    }
}
