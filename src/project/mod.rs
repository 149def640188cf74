//! What lies around a file: other files of the project.

pub mod compose;
mod gitignore;
mod host;
mod ignore_file;
mod surroundings;

pub use gitignore::is_git_ignored;
pub use host::{Host, NoHost};
pub use ignore_file::{IgnoreFile, Pattern, clean};
pub use surroundings::Surroundings;
