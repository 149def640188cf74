//! CP5006 port-not-exposed.

use crate::rule::prelude::*;

rule!(CP5006, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let service = built.plan.service;
    // What runs instead may listen elsewhere.
    let others = [
        "command",
        "entrypoint",
        "network_mode",
        "env_file",
        "extends",
    ];
    if others.iter().any(|key| service.has(key)) {
        return;
    }
    let Some(published) = container_ports(service, cx).filter(|it| !it.is_empty()) else {
        return;
    };
    let Some(exposed) = built.exposed_ports() else {
        return;
    };
    let Some(&(first, span)) = exposed.first() else {
        return;
    };
    // Who publishes one of them knows them, and has others for reasons of his own.
    let is_exposed = |ports: port::PortRange| exposed.iter().any(|(it, _)| it.overlaps(ports));
    if published.iter().any(|it| is_exposed(it.ports)) {
        return;
    }
    for one in published {
        let number = one.ports.first.to_string();
        if built.mentions_number(&number) || is_mentioned(service, &number) {
            continue;
        }
        let message = format!("the image exposes {first}, and not {}", one.ports);
        let finding = cx.report_part(one.place, one.range, message);
        finding.help("publish a port on which the program listens, or add it to `EXPOSE`");
        built.label(finding, span, "the port of the image");
    }
}

/// True if a number stands elsewhere in a service.
fn is_mentioned(service: Service<'_, '_>, number: &str) -> bool {
    let mut fields = service.value().fields().iter();
    fields.any(|field| {
        let mut found = false;
        let mut see = |text: &str| found |= has_number(text, number);
        if field.key != "ports" {
            let keys = field.value.fields().iter().map(|it| &*it.key);
            keys.for_each(&mut see);
            each_scalar_text(&field.value, &mut see);
        }
        found
    })
}

fn each_scalar_text(value: &ComposeValue<'_>, see: &mut dyn FnMut(&str)) {
    if let Some(text) = value.text() {
        see(text);
    }
    let fields = value.fields().iter().map(|it| &it.value);
    for inner in fields.chain(value.items()) {
        each_scalar_text(inner, see);
    }
}
