//! DL3011 port-out-of-range.

use crate::rule::prelude::*;

rule!(DL3011, on: [Dockerfile(check)]);

fn check(_: &Dockerfile<'_>, cx: &mut Cx<'_, '_>) {
    for problem in cx.problems("port-out-of-range") {
        cx.report_problem(problem);
    }
}
