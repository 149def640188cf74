//! CP5025 env-repeats-dockerfile.

use crate::rule::prelude::*;

rule!(CP5025, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let service = built.plan.service;
    // What stands here goes over what stands in files.
    if service.has("env_file") {
        return;
    }
    for pair in service.environment() {
        let Some(said) = built.image_env(pair.name) else {
            continue;
        };
        let own = pair_value(&pair, cx);
        if said.value.is_none() || own.as_deref() != said.value.as_deref() {
            continue;
        }
        let fix = deletion(&pair, cx);
        let message = format!("the image sets `{}` to the same value", brief(pair.name));
        let finding = cx.report_part(pair.name_place, pair.name_range, message);
        finding.help("drop it here").fix(fix);
        built.label(finding, said.span, "it is set here");
    }
}

/// Deletes the variable, where no other service and no other file shares it.
fn deletion(pair: &NamedValue<'_, '_>, cx: &ComposeCx<'_, '_>) -> Option<Fix> {
    let text = cx.file(pair.name_place)?.tree.text;
    let is_alone = cx.project().files.len() == 1 && !text.contains(" &");
    let is_literal = pair.value.is_some_and(|it| !it.contains('$'));
    let lines = own_lines(pair.name_place, cx).filter(|_| is_alone && is_literal)?;
    Some(Fix::safe("delete it").delete(lines))
}
