//! What lies around a file: other files of the project.

pub mod compose;
mod gitignore;
mod host;

pub use gitignore::is_git_ignored;
pub use host::{Host, NoHost};
