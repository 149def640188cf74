//! Signs that the parser says nothing about.

use crate::text::{Span, offset};

/// The text of a block scalar without the blanks around it.
pub(super) fn trimmed(raw: &str, span: Span) -> Span {
    let front = raw.len() - raw.trim_start().len();
    let length = raw.trim().len();
    let start = span.start + offset(if length == 0 { 0 } else { front });
    Span::new(start, start + offset(length))
}

/// The dash behind `from`, with blanks, line ends and comments between.
pub(super) fn dash(text: &str, from: u32) -> Option<Span> {
    let start = skip(text, from);
    text.get(start as usize..)?
        .starts_with('-')
        .then(|| Span::new(start, start + 1))
}

/// The end of the colon behind a key.
pub(super) fn colon(text: &str, from: u32) -> u32 {
    let at = skip(text, from);
    let is_colon = text
        .get(at as usize..)
        .is_some_and(|it| it.starts_with(':'));
    if is_colon { at + 1 } else { from }
}

/// Behind blanks, line ends and comments.
pub(super) fn skip(text: &str, from: u32) -> u32 {
    let mut at = from as usize;
    while let Some(rest) = text.get(at..) {
        let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        at += rest.len() - trimmed.len();
        if !trimmed.starts_with('#') {
            break;
        }
        at += trimmed.find('\n').unwrap_or(trimmed.len());
    }
    offset(at)
}
