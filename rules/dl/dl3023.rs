//! DL3023 copy-from-own-stage.

use crate::rule::prelude::*;

rule!(DL3023, on: [Dockerfile(check)]);

fn check(_: &Dockerfile<'_>, cx: &mut Cx<'_, '_>) {
    for problem in cx.problems("own-stage") {
        cx.report_problem(problem)
            .help("name another stage, or take the files from where they are");
    }
}
