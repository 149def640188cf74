//! CP2020 port-on-all-interfaces.

use crate::rule::prelude::*;

rule!(CP2020, on: [Service(check)], options: Options);

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    /// Ports of the host that are meant for everyone.
    allow: Vec<u16>,
    /// Also report ports for which the engine takes a free port of the host.
    random: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            allow: Vec::new(),
            random: true,
        }
    }
}

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for port in published(service, cx) {
        let (allowed, random) = match cx.options::<Options>() {
            Some(options) => {
                let own = port.host.and_then(port::PortRange::only);
                (
                    own.is_some_and(|it| options.allow.contains(&it)),
                    options.random,
                )
            }
            None => (false, true),
        };
        let open = port.bind == port::Bind::All || port.is_called_port;
        if !open || allowed || (port.is_random && !random) {
            continue;
        }
        let fix = port.loopback(cx);
        let message = match port.host {
            Some(host) if !port.is_random => {
                format!("port {host} can be reached from everywhere, past the firewall of the host")
            }
            _ => "this port can be reached from everywhere".to_owned(),
        };
        cx.report_part(port.place, port.range, message)
            .help("name the address to listen on, such as `127.0.0.1:`")
            .fix(fix);
    }
}
