//! Compose files: what they say, and whether Compose takes it.

pub mod merge;
pub mod model;
pub mod schema;
mod shapes;
pub mod value;

/// The path inside the container of a mount in its short form. Variables are one with what stands
/// around them.
pub(crate) fn mount_target(text: &str) -> Option<&str> {
    let mut depth = 0_u32;
    let mut parts = vec![0];
    for (at, sign) in text.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => parts.push(at + 1),
            _ => {}
        }
    }
    let at = parts.get(1).or(parts.first())?;
    text.get(*at..)?.split(':').next()
}
//! Compose files.
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
//! Section numbers are those of the facts about Compose files that these modules were written
//! from: what the reference loader does, measured.
//!
//! [`Template`]: interpolate::Template

pub mod address;
pub mod command;
pub mod dotenv;
mod expand;
pub mod interpolate;
pub mod mount;
pub mod names;
mod piece;
pub mod port;
pub mod quantity;
mod reader;

pub use expand::{Expanded, Lookup, Origin, Segment};
pub use piece::{Fault, Piece, Slot};
