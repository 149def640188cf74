//! CP5010 build-secret-not-mounted.

use crate::rule::prelude::*;

rule!(CP5010, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    let given = built.given_secrets(cx).filter(|it| !it.is_empty());
    let (Some(given), Some(mounts)) = (given, built.mounts_of(MountKind::Secret)) else {
        return;
    };
    let ids: Option<Vec<_>> = mounts.iter().map(|it| it.id.as_deref()).collect();
    let Some(ids) = ids else { return };
    for secret in &given {
        let id = secret.id.as_str();
        // The builder itself takes these, for `ADD` and contexts.
        let is_own = id.starts_with("GIT_AUTH_") || id.starts_with("HTTP_AUTH_");
        if is_own || ids.contains(&id) || is_mounted_elsewhere(secret, built, cx) {
            continue;
        }
        let free = |it: &&str| given.iter().all(|other| other.id != *it);
        let near = nearest(id, ids.iter().copied().filter(free));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "add `--mount=type=secret,id={}` to a `RUN`, or drop it",
                brief(id)
            ),
        };
        let message = format!(
            "no `RUN` of the Dockerfile mounts the secret `{}`",
            brief(id)
        );
        let finding = cx.report_reference(&secret.reference, message).help(help);
        let looks = mounts
            .iter()
            .find(|it| it.id.as_deref() == near && near.is_some());
        match looks {
            Some(it) => built.label(finding, it.mount.span, "this one looks like it"),
            None => built.label_stage(finding, "this stage is built"),
        }
    }
}

/// True if another service shares the text, and its Dockerfile may mount the secret.
fn is_mounted_elsewhere<'c, 's>(
    secret: &GivenSecret<'c, 's>,
    built: &BuiltService<'c, 's>,
    cx: &ComposeCx<'c, 's>,
) -> bool {
    let others = cx.builds().iter().filter(|it| it.name() != built.name());
    let shares = |it: &&BuiltService<'_, '_>| {
        let mut own = it.plan.build.secrets().into_iter();
        own.any(|it| it.place == secret.reference.place)
    };
    others.filter(shares).any(|it| {
        let mounts = it.mounts_of(MountKind::Secret);
        let takes = |it: &BuildMount<'_, '_>| it.id.as_ref().is_none_or(|it| *it == secret.id);
        mounts.is_none_or(|it| it.iter().any(takes))
    })
}
