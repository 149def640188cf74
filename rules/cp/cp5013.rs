//! CP5013 secret-file-in-build-context.

use crate::rule::prelude::*;

rule!(CP5013, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let copied = built.copied_by(&built.chain());
    let folders = copied
        .iter()
        .filter(|it| it.instruction.flag("exclude").is_none());
    let folders: Vec<_> = folders.collect();
    if folders.is_empty() {
        return;
    }
    let mut secrets = cx.secret_sources();
    secrets.extend(cx.secret_env_files(built));
    for secret in secrets {
        let Some(path) = built.sent(&secret.path) else {
            continue;
        };
        let holds = |folder: &str| folder == "." || path != folder && is_within(&path, folder);
        let Some(source) = folders.iter().find(|it| holds(&it.path)) else {
            continue;
        };
        let message = format!("the build copies `{}` into the image", brief(&path));
        let finding = cx.report(secret.place, message);
        finding
            .note(format!("It is {}.", secret.what))
            .help(format!(
                "add `{}` to the `.dockerignore` of the build",
                brief(&path)
            ));
        built.label(finding, source.word.span, "it is copied with all the rest");
    }
}
