//! DX5104 secret-file-then-deleted.

use crate::rule::prelude::*;

rule!(DX5104, on: [Stage(check)]);

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    if !cx.model().is_shipped(stage) {
        return;
    }
    for place in secret_places(stage, cx) {
        if let Some(deleted) = place.deleted.filter(|_| place.kind != SecretFile::History) {
            let name = &place.name;
            let message = format!("`{name}` stays in the layer although it is deleted later");
            cx.report(place.span, message)
                .label(deleted, "deleted here, in another layer")
                .help("use a secret mount: `RUN --mount=type=secret,id=…`");
        }
    }
}
