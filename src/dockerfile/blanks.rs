//! The white-space sets of BuildKit, which differ from place to place.

/// Blanks around lines, and between the words of `ENV`, `LABEL` and `ARG`: Unicode `White_Space`.
pub(super) fn is_unicode(c: char) -> bool {
    c.is_whitespace()
}

/// Blanks behind the keyword and between plain arguments. LF cannot occur in a logical line.
pub(super) fn is_ascii(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ')
}

/// Blanks that may follow a line continuation.
pub(super) fn after_continuation(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// Blanks around the parts of a parser directive.
pub(super) fn in_directive(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{c}' | '\r' | ' ')
}
