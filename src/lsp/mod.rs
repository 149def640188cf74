//! What the language server says: places, diagnostics, cards, code actions.
//!
//! Nothing here reads or writes: the conversation with the editor is held by the program.

mod action;
mod buffer;
mod diagnostic;
mod encoding;
mod hover;

pub use action::{Checked, actions};
pub use buffer::Buffer;
pub use diagnostic::{Publisher, SOURCE};
pub use encoding::Encoding;
pub use hover::{Markup, hover};
