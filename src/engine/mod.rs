//! Runs rules over files.

mod baseline;
mod checks;
mod compose;
mod embedded;
pub mod fix;
mod ignore;
mod linter;
mod plan;
mod suppress;
mod suppress_yaml;
mod walk;
mod workspace;

pub use baseline::{Baseline, Compared};
pub use ignore::Ignoring;
pub use linter::{Linter, check_all};
pub use plan::Plan;
pub use workspace::Workspace;

use crate::dockerfile::Dockerfile;
use crate::dockerfile::ast::Instruction;
use crate::rule::File;

/// The instruction around an offset.
fn instruction_at<'f, 's>(file: &'f File<'s>, at: u32) -> Option<&'f Instruction<'s>> {
    instruction_around(&file.document.tree, at)
}

fn instruction_around<'f, 's>(tree: &'f Dockerfile<'s>, at: u32) -> Option<&'f Instruction<'s>> {
    let instructions = &tree.instructions;
    let behind = instructions.partition_point(|it| it.span.start <= at);
    let instruction = instructions.get(behind.checked_sub(1)?)?;
    (at <= instruction.span.end).then_some(instruction)
}
