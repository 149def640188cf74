//! What lies around a file: other files of the project.

mod host;

pub use host::{Host, NoHost};
