//! CP5007 root-overrides-user.

use crate::rule::prelude::*;

rule!(CP5007, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let service = built.plan.service;
    let Some(field) = service.field("user").filter(|_| !prepares(service, cx)) else {
        return;
    };
    if !known(&field.value, cx).is_some_and(|user| is_root(&user)) {
        return;
    }
    let Some(said) = built.image_user() else {
        return;
    };
    let Some(user) = said.value.filter(|it| !it.is_empty() && !is_root(it)) else {
        return;
    };
    let fix =
        own_lines(field.key_place, cx).map(|lines| Fix::unchecked("delete `user`").delete(lines));
    let message = format!(
        "this makes `{}` root, though its image runs as `{user}`",
        built.name()
    );
    let finding = cx.report(field.value.place, message);
    finding
        .help("drop it, and do what only root may while the image is built")
        .fix(fix)
        .replaces("CP2012");
    built.label(finding, said.span, "the user of the image");
}
