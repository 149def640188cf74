//! DL3061 instruction-before-from.

use crate::rule::prelude::*;

rule!(DL3061, on: [Dockerfile(check)]);

fn check(_: &Dockerfile<'_>, cx: &mut Cx<'_, '_>) {
    for problem in cx.problems("before-from") {
        cx.report_problem(problem)
            .help("start the file with `FROM`; only `ARG` may precede it");
    }
}
