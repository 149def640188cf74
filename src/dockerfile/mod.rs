//! The Dockerfile language: from text to a tree, and from the tree to what it means.
//!
//! [`parse`] never fails. The tree keeps every byte: the spans of [`Dockerfile::items`] follow each
//! other and cover the file. Statements about Docker refer to BuildKit's own frontend.

mod arguments;
pub mod ast;
mod blanks;
mod directives;
mod exec_form;
mod flags;
mod healthcheck;
mod heredoc;
mod instruction;
pub mod lex;
mod lines;
pub mod model;
mod mount;
mod parse;
mod remote;
mod verify;
mod words;

pub use ast::Dockerfile;
pub use directives::{CheckOptions, read_check};
pub use exec_form::string_text;
pub use heredoc::Heredoc;
pub use instruction::KEYWORDS;
pub use model::{BuildInputs, Model};
pub use mount::{Mount, MountField, MountKind};
pub use parse::parse;
pub use remote::SourceKind;
pub use verify::{ARCHITECTURES, SIGNALS, SYSTEMS, is_signal, platform_fault};

use crate::text::Source;

/// A Dockerfile that is fully understood: its tree and what it means.
#[derive(Debug)]
#[non_exhaustive]
pub struct Document<'a> {
    /// The tree. Its problems include those of the evaluation.
    pub tree: Dockerfile<'a>,
    /// The meaning.
    pub model: Model<'a>,
}

/// Reads a Dockerfile and derives what it means. Never fails.
pub fn read(source: &Source) -> Document<'_> {
    read_for(source, &BuildInputs::default())
}

/// Reads a Dockerfile and derives what it means in a build. Never fails.
pub fn read_for<'a>(source: &'a Source, inputs: &BuildInputs) -> Document<'a> {
    let mut tree = parse(source);
    let model = Model::new(&tree, inputs);
    if !source.encoding().wide {
        tree.problems.extend(verify::verify(&tree, &model));
        tree.problems
            .sort_by_key(|problem| (problem.phase, problem.span.start));
    }
    Document { tree, model }
}
