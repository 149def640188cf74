//! DX6010 virtual-packages-kept.

use crate::rule::prelude::*;

rule!(DX6010, on: [Packages(&[Manager::Apk], check)]);

/// Names that tell what is needed for the build only.
const TEMPORARY: [&str; 7] = ["build", "compile", "dev", "fetch", "make", "temp", "tmp"];

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let group = call
        .args
        .flag(&["t", "virtual"])
        .filter(|_| call.installs());
    let Some((flag, name)) = group.and_then(|it| Some((it, it.value?))) else {
        return;
    };
    let temporary = TEMPORARY.iter().any(|it| name.contains(it)) && !name.contains("run");
    if !temporary || name.contains(['$', '`']) || !cx.is_shipped() {
        return;
    }
    // Another rule is about those that a later layer removes, perhaps one of another stage.
    let removes = |it: Command<'_>| {
        it.args()
            .any(|word| word.cooked() == name || word.is_dynamic())
            && PackageCall::read(it).is_none_or(|it| it.does(&["del"]))
    };
    let here = call.command.later().any(removes);
    let later = cx.tree().instructions.get(cx.index() + 1..);
    let later = later.unwrap_or_default().iter();
    if !here && !later.flat_map(|it| cx.commands(it)).any(removes) {
        cx.report(
            flag.word.span(),
            format!("the packages of `{name}` are never removed"),
        )
        .help(format!("end the `RUN` with `apk del {name}`"));
    }
}
