//! Plimsoll, a linter for Dockerfiles and Compose files.

pub mod dockerfile;
pub mod image;
pub mod text;
