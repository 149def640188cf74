//! CP5011 build-secret-not-supplied.

use crate::rule::prelude::*;

rule!(CP5011, on: [Build(check)]);

fn check<'c, 's>(built: &'c BuiltService<'c, 's>, cx: &mut ComposeCx<'c, 's>) {
    if !cx.is_whole() {
        return;
    }
    let (Some(given), Some(secrets), Some(ssh)) = (
        built.given_secrets(cx),
        built.mounts_of(MountKind::Secret),
        built.mounts_of(MountKind::Ssh),
    ) else {
        return;
    };
    let service = built.plan.service;
    let is_given =
        |id: &str| given.iter().any(|it| it.id == id) || running_secret(service, id).is_some();
    let mut lacking: Vec<_> = secrets.iter().filter(|it| it.runs).collect();
    lacking.retain(|it| it.id.as_deref().is_some_and(|id| !is_given(id)));
    // A name that is misspelt there is another matter.
    let is_mounted = |id: &str| secrets.iter().any(|it| it.id.as_deref() == Some(id));
    let unused = given.iter().map(|it| it.id.as_str());
    let unused = unused.filter(|id| !is_mounted(id));
    lacking.retain(|it| {
        let id = it.id.as_deref().unwrap_or_default();
        nearest(id, unused.clone()).is_none()
    });
    lacking.retain(|it| it.is_required || built.needs_secret(it));
    report("secrets", &lacking, built, cx);
    if built.plan.build.get("ssh").is_none() {
        let uses = |it: &&BuildMount<'_, '_>| {
            let text = built.run_text(it.instruction);
            it.runs && (it.is_required || text.contains("git@") || text.contains("ssh://"))
        };
        let lacking: Vec<_> = ssh.iter().filter(uses).collect();
        report("ssh", &lacking, built, cx);
    }
}

/// Reports at a key of `build` what is not given there.
fn report<'c, 's>(
    key: &str,
    lacking: &[&BuildMount<'_, 'c>],
    built: &'c BuiltService<'c, 's>,
    cx: &mut ComposeCx<'c, 's>,
) {
    let required = lacking.iter().find(|it| it.is_required);
    let Some(first) = required.or(lacking.first()) else {
        return;
    };
    let own = built.plan.build.value.field(key).map(|it| it.key_place);
    let place = own.or_else(|| Some(built.plan.service.field("build")?.key_place));
    let Some(place) = place else { return };
    let id = brief(first.id.as_deref().unwrap_or_default());
    let (message, help) = if key == "ssh" {
        (
            "the build wants SSH, and is not given it".to_owned(),
            "add `ssh: [default]`".to_owned(),
        )
    } else {
        (
            format!("the build wants the secret `{id}`, and is not given it"),
            format!("add `{id}` to `secrets` of `build`"),
        )
    };
    let finding = cx.report(place, message).help(help);
    if required.is_none() {
        only_warn(finding);
    }
    for it in lacking.iter().take(3) {
        let text = if it.is_required {
            "this step fails without it"
        } else {
            "this step reads it"
        };
        built.label(finding, it.mount.span, text);
    }
    soften(built.plan.service, finding);
}
