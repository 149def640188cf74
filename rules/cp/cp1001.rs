//! CP1001 yaml-syntax.

use crate::rule::prelude::*;

rule!(CP1001, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    for problem in &file.tree.problems {
        let finding = cx.report_span(number, problem.span, problem.message.clone());
        finding.help.clone_from(&problem.help);
    }
}
