//! YAML with a place for everything.
//!
//! [`read`] turns a text into a [`Tree`]: an arena of nodes, each with the bytes it stands in, its
//! style, tag and anchor. Nothing is expanded or resolved: aliases and merge keys are nodes, and
//! [`view`] follows them on demand. Reading never fails; what is no YAML is a [`Problem`] at its
//! place, and the rest is kept.
//!
//! [`Problem`]: crate::text::Problem

mod decode;
mod errors;
mod marks;
mod read;
mod scalar;
mod tree;
mod view;

pub use read::read;
pub use scalar::{Resolved, resolve};
pub use tree::{
    Anchor, Comment, Document, Item, Kind, Node, NodeId, Pair, Scalar, Style, Tag, Tree,
};
pub use view::Entry;
