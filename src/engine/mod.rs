//! Runs rules over files.

pub mod fix;
mod linter;
mod plan;
mod suppress;
mod walk;

pub use linter::{Linter, check_all};
pub use plan::Plan;
