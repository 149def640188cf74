//! CP5008 image-runs-as-root.

use crate::rule::prelude::*;

rule!(CP5008, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let service = built.plan.service;
    if service.has("user") || !is_all_there(service, cx) {
        return;
    }
    let (span, text) = match built.image_user() {
        Some(said) if said.value.as_deref().is_some_and(is_root) => {
            (said.span, "the image says so")
        }
        Some(_) => return,
        None => {
            let root = built
                .known_root()
                .filter(|_| built.root_is(|image| starts_as_root(image.reference())));
            let Some(image) = root.and_then(|it| it.image.as_ref()) else {
                return;
            };
            (image.span, "no `USER` follows")
        }
    };
    // Programs such as `gosu` give root up when the container starts.
    let drops = |it: &&Instruction<'_>| may_change_user(it.text.as_str());
    if built.image_instructions().iter().any(drops) {
        return;
    }
    let message = format!("`{}` runs as root, as its image does", built.name());
    let finding = cx.report(service.field.key_place, message);
    finding.help("add a `USER` to the Dockerfile, or set `user` here");
    built.label(finding, span, text);
}
