//! Runs rules over files.

mod baseline;
mod compose;
pub mod fix;
mod linter;
mod plan;
mod suppress;
mod suppress_yaml;
mod walk;
mod workspace;

pub use baseline::{Baseline, Compared};
pub use linter::{Linter, check_all};
pub use plan::Plan;
pub use workspace::Workspace;
