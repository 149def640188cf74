//! Text of strangers on a terminal.
//!
//! A file may hold escape sequences that clear the screen, or marks that turn the direction of the
//! text. They are shown as harmless characters of the same length, so that offsets stay valid.

use std::borrow::Cow;

/// Replaces control characters, except tabs if `tabs` is kept, and characters that change the
/// direction of text.
pub(super) fn neutral(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hostile) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| if is_hostile(c) { stand_in(c) } else { c })
            .collect(),
    )
}

fn is_hostile(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(
            c,
            '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
        )
}

/// A visible character with as many bytes.
fn stand_in(c: char) -> char {
    match c.len_utf8() {
        1 => '?',
        2 => '¿',
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::neutral;

    #[test]
    fn hostile_characters_keep_their_length() {
        for (text, want) in [
            ("a\tb", "a\tb"),
            ("\u{1b}[31m\u{85}\u{202e}x", "?[31m¿\u{fffd}x"),
            ("line\nbreak\r", "line?break?"),
        ] {
            assert_eq!(neutral(text), want);
            assert_eq!(neutral(text).len(), text.len());
        }
    }
}
