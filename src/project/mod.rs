//! What lies around a file: other files of the project.

pub mod compose;
mod host;

pub use host::{Host, NoHost};
