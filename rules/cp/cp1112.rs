//! CP1112 dependency-needs-profile.

use crate::rule::prelude::*;

rule!(CP1112, on: [Service(check)]);

fn check<'c, 's>(service: Service<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    for reference in service.dependencies() {
        let required = reference.settings.and_then(|it| it.get("required"));
        if required.is_some_and(|it| it.bool() != Some(true)) {
            continue;
        }
        let Some(target) = cx.service(reference.name) else {
            continue;
        };
        let profiles: Vec<_> = target.profiles().collect();
        let active = cx.variable("COMPOSE_PROFILES").unwrap_or_default();
        let is_met = |profile: &&str| {
            profile.contains('$')
                || service.profiles().any(|own| own == *profile)
                || active.split(',').any(|it| it == *profile || it == "*")
        };
        let Some(profile) = profiles.first().filter(|_| !profiles.iter().any(is_met)) else {
            continue;
        };
        let (own, name) = (shown(service.name), shown(reference.name));
        let message = format!("{own} needs {name}, which only runs with a profile");
        let label = format!("it runs with `{profile}`");
        let place = target.field("profiles").map(|it| it.key_place);
        cx.report_reference(&reference, message)
            .help("add `required: false`, or the same profile");
        if let Some(place) = place {
            cx.label(place, label);
        }
    }
}
