//! DX2001 uppercase-stage-name.

use crate::rule::prelude::*;

rule!(DX2001, on: [From(check)]);

fn check(from: &From<'_>, cx: &mut Cx<'_, '_>) {
    let Some(alias) = &from.alias else { return };
    let lower = alias.to_lowercase();
    if *lower == **alias || cx.is_refused(alias.span) {
        return;
    }
    // Docker compares the names of stages whatever their case, but for `FROM`.
    let fix = Fix::safe("write it in lower case").replace(alias.span, lower.as_str());
    cx.report(
        alias.span,
        format!("the stage name `{}` has upper-case letters", &**alias),
    )
    .help(format!("write `{lower}`, as Docker itself does"))
    .fix(fix);
}
