//! DL4004 repeated-entrypoint.

use crate::rule::prelude::*;

rule!(DL4004, on: [Stage(check)]);

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    report_repeated(stage, cx, |kind| matches!(kind, Kind::Entrypoint(_)));
}
