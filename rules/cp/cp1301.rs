//! CP1301 invalid-port.

use crate::rule::prelude::*;

rule!(CP1301, on: [Service(check)]);

const SHAPE: &str = "write it as `[address:][host:]container[/protocol]`";

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service.items("ports") {
        match item.resolved() {
            None => long(item, cx),
            Some(Resolved::Int(port)) => {
                if !(1..=65535).contains(&port) {
                    cx.report(item.place, format!("`{port}` is no port"))
                        .help("use a number from 1 to 65535");
                }
            }
            Some(_) => {
                if let Some(finding) = report_fault(item, cx, port::Port::parse) {
                    finding.help(SHAPE);
                }
            }
        }
    }
}

fn long(item: &ComposeValue<'_>, cx: &mut ComposeCx<'_, '_>) {
    let set = |key: &str| item.get(key).filter(|it| it.text() != Some(""));
    for value in ["target", "published"].into_iter().filter_map(set) {
        report_fault(value, cx, port::PortRange::parse);
    }
    if let Some(value) = set("host_ip") {
        report_fault(value, cx, address::parse);
    }
    if let Some(value) = set("protocol") {
        report_fault(value, cx, port::Protocol::parse);
    }
    let mode = set("mode").and_then(|value| Some((value, known(value, cx)?)));
    if let Some((value, mode)) =
        mode.filter(|(_, mode)| !matches!(&**mode, "host" | "ingress" | ""))
    {
        cx.report(
            value.place,
            format!("`{}` is no mode of a port", brief(&mode)),
        )
        .help("write `host` or `ingress`");
    }
}
