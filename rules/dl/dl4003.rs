//! DL4003 repeated-cmd.

use crate::rule::prelude::*;

rule!(DL4003, on: [Stage(check)]);

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    report_repeated(stage, cx, |kind| matches!(kind, Kind::Cmd(_)));
}
