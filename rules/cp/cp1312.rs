//! CP1312 invalid-expose.

use crate::rule::prelude::*;

rule!(CP1312, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for item in service.items("expose") {
        let container = item
            .literal()
            .and_then(|text| text.rsplit_once(':'))
            .map(|(_, container)| container)
            .filter(|it| port(Expanded::literal(it).all()).is_ok());
        let fix = container.and_then(|it| rewrite(item, it, cx));
        let Some(finding) = report_fault(item, cx, port) else {
            continue;
        };
        if container.is_some() {
            finding.help("keep the port of the container only; `ports` publishes it");
        } else {
            finding.help("write a port or a range, with `/udp` behind it if needed");
        }
        finding.fix(fix);
    }
}

fn port(item: Piece<'_>) -> Result<(), Fault> {
    let (numbers, protocol) = item.split_once('/').unwrap_or((item, item));
    port::PortRange::parse(numbers)?;
    if numbers.text().len() < item.text().len() && !protocol.is_empty() {
        port::Protocol::parse(protocol)?;
    }
    Ok(())
}
