//! Compose files: what they say, and whether Compose takes it.
//!
//! Source of all of it: the Compose specification, and its reference loader, compose-go, where the
//! two differ.
//!
//! The small grammars of their values are here as pure functions. A text goes through three
//! steps: [`Template`] reads the variables in it, [`Expanded`] is the text after they are replaced
//! as far as that is known, and the grammars ([`port`], [`mount`], [`quantity`], [`command`],
//! [`names`], [`address`]) split a [`Piece`] of it. Whatever they find or refuse has a range in
//! the text that was read first, so it can be pointed at.
//!
//! ```text
//! let value = Expanded::of(scalar_text, &|name| env.lookup(name));
//! let port = Port::parse(value.all())?;
//! let place = mapped.span(port.published?.range); // the bytes in the file
//! ```
//!
//! [`Template`]: interpolate::Template

pub mod address;
pub mod command;
pub mod dotenv;
mod expand;
pub mod interpolate;
pub mod merge;
mod misfit;
pub mod model;
pub mod mount;
pub mod names;
mod piece;
pub mod port;
pub mod quantity;
mod reader;
pub mod schema;
mod shapes;
pub mod value;

pub use expand::{Expanded, Lookup, Origin, Segment};
pub use piece::{Fault, Piece, Slot, shown};
