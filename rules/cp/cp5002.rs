//! CP5002 dockerfile-missing.

use crate::rule::prelude::*;

rule!(CP5002, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let (Some(path), Some(context)) = (built.plan.recipe.path(), built.plan.context.path()) else {
        return;
    };
    if !cx.is_whole() || cx.is_no_folder(&built.plan.context) {
        return;
    }
    let is_folder = cx.is_folder(path);
    if !is_folder && !cx.is_absent(path) {
        return;
    }
    // The builder takes this name, too.
    let is_usual = path.file_name().is_some_and(|it| it == "Dockerfile");
    if is_usual && cx.exists(&path.with_file_name("dockerfile")) == Some(true) {
        return;
    }
    let build = built.plan.build;
    let own = build.get("dockerfile").filter(|it| !it.is_null());
    let key = built.plan.service.field("build").map(|it| it.key_place);
    let Some(place) = own.or(build.context()).map(|it| it.place).or(key) else {
        return;
    };
    let written = own.and_then(|it| known(it, cx));
    let written = written.as_deref().unwrap_or("Dockerfile");
    let beside = own.and_then(|it| cx.resolve(it.place, written));
    let others = [
        beside,
        path.file_name().map(|name| context.join(name)),
        Some(path.with_file_name("Dockerfile")),
        Some(path.with_file_name("Containerfile")),
    ];
    let is_there = |it: &std::path::PathBuf| cx.exists(it) == Some(true) && !cx.is_folder(it);
    let other = others.into_iter().flatten().find(is_there);
    let other = other.and_then(|it| way(context, &it));
    let message = if is_folder {
        format!("`{}` is a folder, no Dockerfile", brief(written))
    } else {
        format!("there is no file `{}` in the context", brief(written))
    };
    let fix = other.as_deref().zip(own);
    let fix = fix.and_then(|(other, own)| rewrite(own, other, cx));
    let looked = path.to_string_lossy().replace('\\', "/");
    let finding = cx.report(place, message).fix(fix);
    match other {
        Some(other) => finding.help(format!("write `{}`", brief(&other))),
        None => finding.help("give its path in the context as `dockerfile`"),
    };
    if looked != written {
        finding.note(format!("It is looked for at `{looked}`."));
    }
}
