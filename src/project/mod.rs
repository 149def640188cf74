//! What lies around a file: other files of the project.

pub mod builds;
pub mod compose;
mod embedded;
mod gitignore;
mod host;
mod ignore_file;
mod load;
mod surroundings;

pub use embedded::Embedded;
pub use gitignore::is_git_ignored;
pub use host::{Host, NoHost};
pub use ignore_file::{IgnoreFile, Pattern, clean};
pub use surroundings::Surroundings;
