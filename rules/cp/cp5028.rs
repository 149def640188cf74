//! CP5028 watch-path-mismatch.

use crate::rule::prelude::*;

rule!(CP5028, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let watch = built.plan.service.at(&["develop", "watch"]);
    for item in watch.map(ComposeValue::items).unwrap_or_default() {
        let action = item.get("action").and_then(ComposeValue::literal);
        if let Some(path) = item.get("path") {
            check_path(path, action == Some("rebuild"), built, cx);
        }
        let is_sync = action.is_some_and(|it| it.starts_with("sync"));
        if let Some(target) = item.get("target").filter(|_| is_sync) {
            check_target(target, built, cx);
        }
    }
}

fn check_path<'c, 's>(
    path: &'c ComposeValue<'s>,
    rebuilds: bool,
    built: &'c BuiltService<'c, 's>,
    cx: &mut ComposeCx<'c, 's>,
) {
    let (Some(context), Some(text)) = (built.plan.context.path(), path.literal()) else {
        return;
    };
    let Some(full) = cx.resolve(path.place, text) else {
        return;
    };
    let Ok(inside) = full.strip_prefix(context) else {
        let others = built.plan.build.get("additional_contexts").is_some();
        let is_recipe = built
            .plan
            .recipe
            .path()
            .is_some_and(|it| it.starts_with(&full));
        if rebuilds && !others && !is_recipe && !context.starts_with(&full) {
            cx.report(path.place, "a change there does not change the image")
                .help("watch a path in the build context");
        }
        return;
    };
    let inside = inside.to_string_lossy().replace('\\', "/");
    let file = built
        .file
        .as_ref()
        .and_then(|it| it.surroundings.ignore_file());
    let Some(file) = file.filter(|it| !it.patterns().iter().any(|it| it.negated)) else {
        return;
    };
    if let Some(pattern) = file.ignores(&inside).filter(|_| !inside.is_empty()) {
        let message = format!(
            "nothing is watched here: `.dockerignore` has `{}`",
            brief(&pattern.text)
        );
        cx.report(path.place, message)
            .help("take it out of `.dockerignore`, or watch something else");
    }
}

/// Reports a folder that neither the Dockerfile nor a usual image has.
fn check_target<'c, 's>(
    target: &'c ComposeValue<'s>,
    built: &'c BuiltService<'c, 's>,
    cx: &mut ComposeCx<'c, 's>,
) {
    let usual = [
        "bin", "data", "dev", "etc", "home", "lib", "media", "mnt", "opt", "root", "run", "sbin",
        "srv", "tmp", "usr", "var",
    ];
    let first = |path: &str| {
        path.trim_start_matches('/')
            .split('/')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let Some(path) = target.literal().filter(|it| it.starts_with('/')) else {
        return;
    };
    let folder = first(path);
    let is_known = built.root_is(|it| it.is_known() || it.has_no_shell());
    if folder.is_empty() || usual.contains(&&*folder) || !is_known {
        return;
    }
    let name = format!("/{folder}");
    let instructions = built.image_instructions();
    if instructions
        .iter()
        .any(|it| built.names(it, &folder) || built.stands_in(it, &["$"]))
    {
        return;
    }
    let last = instructions
        .iter()
        .find(|it| matches!(it.kind, Kind::Workdir(_)));
    let Some((it, workdir)) = last.and_then(|it| Some((it, built.workdir_behind(it)?))) else {
        return;
    };
    let message = format!("the image has no folder `{}`", brief(&name));
    let finding = cx.report(target.place, message);
    let near = nearest(&folder, [&*first(&workdir)]).is_some();
    finding.help(if near {
        format!("did you mean `/{}`?", first(&workdir))
    } else {
        format!("name a folder below `{workdir}`")
    });
    built.label(finding, it.head, "the working folder");
}
