//! DL3012 repeated-healthcheck.

use crate::rule::prelude::*;

rule!(DL3012, on: [Stage(check)]);

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    report_repeated(stage, cx, |kind| matches!(kind, Kind::Healthcheck(_)));
}
