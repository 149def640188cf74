//! DL1000 syntax-error.

use crate::rule::prelude::*;

rule!(DL1000, on: [Dockerfile(check)]);

/// Problems that have a rule of their own.
const ELSEWHERE: [&str; 4] = [
    "before-from",
    "forbidden-trigger",
    "own-stage",
    "port-out-of-range",
];

fn check(file: &Dockerfile<'_>, cx: &mut Cx<'_, '_>) {
    let mut last_unknown = None;
    for problem in file
        .problems
        .iter()
        .filter(|problem| !ELSEWHERE.contains(&problem.id))
    {
        if problem.id == "unknown-instruction" {
            // A lost continuation turns every line behind it into an unknown instruction. The first
            // one is where to look.
            let index = file
                .instructions
                .partition_point(|it| it.span.start < problem.span.start);
            let follows = last_unknown.is_some_and(|last| last + 1 == index);
            last_unknown = Some(index);
            if follows {
                continue;
            }
        }
        cx.report_problem(problem);
    }
}
