//! Runs rules over files.

mod linter;
mod plan;
mod suppress;
mod walk;

pub use linter::{Linter, check_all};
pub use plan::Plan;
