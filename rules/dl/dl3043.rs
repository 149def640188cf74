//! DL3043 forbidden-trigger.

use crate::rule::prelude::*;

rule!(DL3043, on: [Dockerfile(check)]);

fn check(_: &Dockerfile<'_>, cx: &mut Cx<'_, '_>) {
    for problem in cx.problems("forbidden-trigger") {
        cx.report_problem(problem);
    }
}
