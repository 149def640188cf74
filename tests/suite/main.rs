//! All integration tests, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::format_push_string,
    unreachable_pub,
    reason = "a test that panics has failed, and says so"
)]

mod architecture;
mod baseline;
mod buildkit;
mod cards;
mod cli;
mod compose;
mod config;
mod docs;
mod encoding;
mod examples;
mod grammars;
mod hadolint;
mod hostile_yaml;
mod lsp;
mod project;
mod properties;
mod report;
mod shell;
mod support;
mod suppress;
mod syntax;
mod variants;
mod yaml;
