//! Plimsoll, a linter for Dockerfiles and Compose files.
//!
//! The engine is in this folder; the rules, each a card and a check, are in the folder `rules`
//! beside it. A module may use only modules further down in this list:
//!
//! ```text
//! 10 cli (the binary)
//!  9 report, lsp
//!  8 engine
//!  7 config
//!  6 rules
//!  5 rule
//!  4 facts, project
//!  3 dockerfile, compose
//!  2 finding, image, shell, yaml
//!  1 text
//! ```

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests may panic"
    )
)]

pub mod compose;
pub mod config;
pub mod dockerfile;
pub mod engine;
pub mod facts;
pub mod finding;
pub mod image;
pub mod lsp;
pub mod project;
pub mod report;
pub mod rule;
#[path = "../rules/mod.rs"]
pub mod rules;
pub mod shell;
pub mod text;
pub mod yaml;
