//! Runs rules over files.

mod baseline;
pub mod fix;
mod linter;
mod plan;
mod suppress;
mod walk;

pub use baseline::{Baseline, Compared};
pub use linter::{Linter, check_all};
pub use plan::Plan;
