//! All integration tests, in one binary.

mod architecture;
mod cards;
mod cli;
mod config;
mod encoding;
mod examples;
mod properties;
mod report;
mod support;
mod suppress;
mod syntax;
mod variants;
