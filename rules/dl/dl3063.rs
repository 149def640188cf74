//! DL3063 reserved-stage-name.

use crate::rule::prelude::*;

rule!(DL3063, on: [From(check)]);

fn check(from: &From<'_>, cx: &mut Cx<'_, '_>) {
    let Some(alias) = &from.alias else { return };
    let name = alias.to_lowercase();
    if matches!(&*name, "scratch" | "context") {
        cx.report(
            alias.span,
            format!("`{name}` has a meaning of its own in a Dockerfile"),
        )
        .help("give the stage another name");
    }
}
