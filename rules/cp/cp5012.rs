//! CP5012 runtime-secret-used-at-build.

use crate::rule::prelude::*;

rule!(CP5012, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    if let (Some(given), Some(mounts)) =
        (built.given_secrets(cx), built.mounts_of(MountKind::Secret))
    {
        for it in mounts.iter().filter(|it| it.runs) {
            let id = it.id.as_deref().unwrap_or_default();
            let running = running_secret(built.plan.service, id);
            let is_given = given.iter().any(|it| it.id == id);
            if let Some(reference) = running.filter(|_| !is_given) {
                let message = format!(
                    "the build reads the secret `{}`, and only the container has it",
                    brief(id)
                );
                let help = format!("add `{}` to `secrets` of `build`", brief(id));
                let finding = cx.report_reference(&reference, message).help(help);
                built.label(finding, it.mount.span, "it is read here");
            }
        }
    }
    let copied = built.copied_by(&built.chain());
    if copied.is_empty() {
        return;
    }
    for secret in cx.secret_sources() {
        let Some(path) = built.sent(&secret.path) else {
            continue;
        };
        if let Some(source) = copied.iter().find(|it| it.path == path) {
            let message = format!(
                "the build copies the secret `{}` into the image",
                brief(&path)
            );
            let finding = cx.report(secret.place, message);
            finding.help("mount it with `RUN --mount=type=secret`, or read it from `/run/secrets`");
            built.label(finding, source.word.span, "it is copied here");
        }
    }
}
