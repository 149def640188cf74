//! DX1006 healthcheck-tool-missing.

use crate::rule::prelude::*;

rule!(DX1006, on: [Script(check)]);

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    if script.origin != Origin::Healthcheck || cx.in_onbuild() {
        return;
    }
    let Some((call, base)) = missing_tool(script, |program| cx.base_without(program)) else {
        return;
    };
    if let (Some(word), Some(program)) = (call.name_word(), call.name()) {
        let message = format!("nothing installs `{program}`, and `{base}` does not have it");
        cx.report(word.span(), message).help(format!(
            "install `{program}`, or check with something that the image has"
        ));
    }
}
