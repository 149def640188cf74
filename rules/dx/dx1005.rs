//! DX1005 shell-syntax-error.

use crate::rule::prelude::*;

rule!(DX1005, on: [Script(check)]);

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    // Text in quotes may be put together by the shell around it, a template by another program.
    let is_template = ["{{", "%%"]
        .iter()
        .any(|mark| script.text.as_str().contains(mark));
    if script.status != Status::Broken || script.is_quoted || is_template {
        return;
    }
    if let Some((range, reason)) = &script.error {
        let reason = reason.trim_end_matches('.');
        cx.report(
            script.text.span(*range),
            format!("the shell cannot read this: {reason}"),
        );
    }
}
