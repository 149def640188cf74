//! DL3057 missing-healthcheck.

use crate::rule::prelude::*;

rule!(DL3057, on: [Stage(check)]);

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    if !cx.model().is_output(stage) {
        return;
    }
    let mut instructions = cx
        .model()
        .chain(stage.index)
        .flat_map(|stage| cx.instructions(stage));
    if !instructions.any(|it| matches!(it.kind, Kind::Healthcheck(_))) {
        let span = stage
            .image
            .as_ref()
            .map_or(cx.keyword(), |image| image.span);
        cx.report(span, "the image has no `HEALTHCHECK`")
            .help("add `HEALTHCHECK CMD …`, or `HEALTHCHECK NONE` to say that there is none");
    }
}
