//! CP5015 named-context-unused.

use crate::rule::prelude::*;

rule!(CP5015, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let Some(uses) = built.image_uses() else {
        return;
    };
    let contexts = built.context_names();
    let text = |it: &ImageUse<'c>| it.value.known().unwrap_or_default().to_owned();
    let names: Vec<String> = uses.iter().map(text).collect();
    let stages = built.dockerfile().map(|it| &it.document.model.stages);
    let is_stage = |name: &str| {
        let mut stages = stages.into_iter().flatten();
        stages.any(|it| it.name.as_deref() == Some(&*name.to_lowercase()))
    };
    for pair in &contexts {
        let is_used = names.iter().any(|it| is_same_image(it, pair.name)) || is_stage(pair.name);
        if is_used || pair.name.contains('$') || is_shared(pair, built, cx) {
            continue;
        }
        let is_free = |it: &&ImageUse<'c>| {
            it.base == Base::Image && contexts.iter().all(|other| other.name != text(it))
        };
        let free = uses.iter().filter(is_free);
        let near = nearest(pair.name, free.clone().filter_map(|it| it.value.known()));
        let near = near.and_then(|near| free.clone().find(|it| it.value.known() == Some(near)));
        let span = cx.part(pair.name_place, pair.name_range);
        let message = format!(
            "the Dockerfile does not use the context `{}`",
            brief(pair.name)
        );
        let finding = cx.report_part(pair.name_place, pair.name_range, message);
        if let Some(near) = near {
            let fix = Fix::unchecked(format!("write `{}`", text(near)));
            finding
                .help(format!("did you mean `{}`?", text(near)))
                .fix(fix.replace(span, text(near)));
            built.label(finding, near.word.span, "this name looks like it");
        } else {
            finding.help("name it in `FROM`, `COPY --from` or a mount, or drop it");
            built.label_stage(finding, "this stage is built");
        }
    }
    for it in uses.iter().filter(|it| it.base == Base::Image) {
        report_service(it, &contexts, built, cx);
    }
}

/// True if another service shares the text.
fn is_shared<'c, 's>(
    pair: &NamedValue<'c, 's>,
    built: &BuiltService<'c, 's>,
    cx: &ComposeCx<'c, 's>,
) -> bool {
    let mut others = cx.builds().iter().filter(|it| it.name() != built.name());
    others.any(|it| {
        let mut own = it.context_names().into_iter();
        own.any(|it| it.name_place == pair.name_place)
    })
}

/// Reports a name that is meant to be a service, and means an image from elsewhere.
fn report_service<'c, 's>(
    it: &ImageUse<'c>,
    contexts: &[NamedValue<'c, 's>],
    built: &'c BuiltService<'c, 's>,
    cx: &mut ComposeCx<'c, 's>,
) {
    let name = it.value.known().unwrap_or_default();
    let is_image = |service: Service<'c, 's>| {
        let image = service.get("image").and_then(|it| known(it, cx));
        image.is_some_and(|it| is_same_image(&it, name))
    };
    let is_named = contexts.iter().any(|it| is_same_image(it.name, name));
    if is_named || is_common_image(name) || cx.services().any(is_image) {
        return;
    }
    let Some(other) = cx.build_of(name).filter(|it| it.name() != built.name()) else {
        return;
    };
    let key = built.plan.service.field("build").map(|it| it.key_place);
    let Some(place) = key else { return };
    let message = format!("the build takes `{name}` for an image, not for the service");
    let finding = cx.report(place, message);
    finding.help(format!(
        "add `{name}: service:{name}` to `additional_contexts`"
    ));
    only_inform(finding);
    built.label(finding, it.word.span, "an image of this name is pulled");
    cx.label(other.plan.service.field.key_place, "the service");
}
