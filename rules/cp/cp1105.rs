//! CP1105 undefined-config.

use crate::rule::prelude::*;

rule!(CP1105, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    if let Some(list) = service.get("configs") {
        report_without_source(list, "config", cx);
    }
    let mut all = service.files("configs");
    all.extend(credential(service));
    for reference in all {
        report_undefined(service, "configs", "config", &reference, cx);
    }
}

/// The config with the credentials of a Windows account.
fn credential<'c, 's>(service: Service<'c, 's>) -> Option<Reference<'c, 's>> {
    let value = service.at(&["credential_spec", "config"])?;
    let name = value.literal()?;
    Some(Reference {
        name,
        place: value.place,
        range: Range::new(0, name.len()),
        settings: None,
    })
}
