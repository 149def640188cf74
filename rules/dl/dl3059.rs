//! DL3059 consecutive-run.

use crate::rule::prelude::*;

rule!(DL3059, on: [Stage(check)]);

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    let _ = (stage, cx);
}
