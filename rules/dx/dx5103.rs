//! DX5103 copied-sensitive-file.

use crate::rule::prelude::*;

rule!(DX5103, on: [Stage(check)]);

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    for place in copied_secrets(stage, cx) {
        // Whether settings have a password in them cannot be seen; who deletes them knows.
        let sure = place.kind != SecretFile::Settings && place.deleted.is_none();
        if sure && cx.model().is_shipped(stage) {
            let message = format!("`{}` puts {} into the image", place.name, place.kind.what());
            cx.report(place.span, message)
                .help("mount it where it is needed, and list it in `.dockerignore`");
        }
    }
}
