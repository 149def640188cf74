//! DX6012 npm-install-not-ci.

use crate::rule::prelude::*;

rule!(DX6012, on: [Packages(&[Manager::Npm], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let Some(verb) = call
        .verb
        .filter(|it| matches!(it.text(), Some("install" | "i")))
    else {
        return;
    };
    let other = [
        "g",
        "global",
        "location",
        "no-package-lock",
        "package-lock",
        "package-lock-only",
    ];
    if call.packages().next().is_some() || call.args.is_open || call.args.has(&other) {
        return;
    }
    let is_lock = |source: &&CopySource<'_>| {
        source.heredoc.is_none()
            && matches!(
                last_part(&source.word),
                "package-lock.json" | "npm-shrinkwrap.json"
            )
    };
    let lock = cx.before().find_map(|it| match &it.kind {
        Kind::Copy(copy) | Kind::Add(copy) => copy.sources.iter().find(is_lock),
        _ => None,
    });
    let touches = |it: Command<'_>| it.args().any(|it| it.cooked().contains("package-lock"));
    let Some(lock) = lock.filter(|_| !call.command.earlier().any(touches)) else {
        return;
    };
    let fix = Fix::unchecked("use `npm ci`").replace(verb.span(), "ci");
    cx.report(
        call.span(),
        format!(
            "`{}` may install other versions than the lock file says",
            call.name()
        ),
    )
    .label(lock.word.span, "the lock file")
    .help("use `npm ci`")
    .fix(fix);
}
