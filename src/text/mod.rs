//! Text, places in it, and the map from decoded text back to the file.
//!
//! Everything above this module speaks byte offsets ([`Span`]); only [`LineIndex`] turns them into
//! lines and columns.

mod line_index;
mod mapped;
mod problem;
mod source;
mod span;
mod suggest;

pub use line_index::{LineIndex, Position};
pub use mapped::{Builder, MappedText, Range, Word};
pub use problem::{Phase, Problem};
pub use source::{Encoding, Language, Source};
pub use span::Span;
pub use span::offset;
pub use suggest::{is_slip, nearest};
