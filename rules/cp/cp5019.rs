//! CP5019 healthy-but-no-healthcheck-anywhere.

use crate::rule::prelude::*;

rule!(CP5019, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let own = built.plan.service.get("healthcheck");
    let speaks = own.is_some_and(|it| {
        let off = it.get("disable");
        it.get("test").is_some() || off.is_some_and(|it| it.bool() != Some(false))
    });
    if speaks || !is_complete(cx) {
        return;
    }
    let Some((span, is_off)) = lack(built) else {
        return;
    };
    let name = built.name();
    for other in cx.services() {
        for reference in other.depends_on() {
            let condition = condition(&reference, "service_healthy");
            let Some(condition) = condition.filter(|_| reference.name == name) else {
                continue;
            };
            let message = if is_off {
                format!("the Dockerfile of `{name}` has its check off, so it never becomes healthy")
            } else {
                format!("nothing checks the health of `{name}`, so it never becomes healthy")
            };
            let finding = cx.report(condition.place, message);
            finding.help(format!(
                "add a `healthcheck` to `{name}`, or wait for `service_started`"
            ));
            soften(other, finding);
            let text = if is_off {
                "it is switched off"
            } else {
                "neither this image nor what follows has a check"
            };
            built.label(finding, span, text);
        }
    }
}

/// The place that shows why the image has no health check, and whether it is switched off.
fn lack(built: &BuiltService<'_, '_>) -> Option<(Span, bool)> {
    let last = built.in_force(|kind| matches!(kind, Kind::Healthcheck(_)));
    if let Some(last) = last {
        let Kind::Healthcheck(check) = &last.kind else {
            return None;
        };
        let word = check.word.as_ref()?;
        return word
            .eq_ignore_ascii_case("none")
            .then_some((word.span, true));
    }
    let root = built.known_root()?;
    let from = root.image.as_ref()?.span;
    built.root_is(is_unchecked).then_some((from, false))
}
