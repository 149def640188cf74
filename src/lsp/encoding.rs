//! Places as the protocol counts them.

use lsp_types::{Position, PositionEncodingKind, Range};

use crate::text::{LineIndex, Span, offset};

/// What a column counts. Lines end at LF, as in the rest of the linter; editors that take a lone CR
/// for a line break change it when they open a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 units: what every client understands.
    #[default]
    Utf16,
}

impl Encoding {
    /// The best of those that a client offers: bytes, as they need no counting.
    pub fn choose<'o>(offered: impl IntoIterator<Item = &'o str>) -> Self {
        let mut offered = offered.into_iter();
        if offered.any(|it| it == PositionEncodingKind::UTF8.as_str()) {
            Self::Utf8
        } else {
            Self::Utf16
        }
    }

    /// The name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn units(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 if text.is_ascii() => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }

    /// The place of an offset. Inside a character it is that of the character, behind the text its
    /// end.
    pub fn position(self, text: &str, lines: &LineIndex, at: u32) -> Position {
        let mut end = (at as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let line = lines.line(offset(end));
        let start = lines.span(line).start as usize;
        let before = text.get(start..end).unwrap_or_default();
        Position::new(line, offset(self.units(before)))
    }

    /// The offset of a place, the inverse of [`Self::position`]. Behind the end of a line it is the
    /// end of the line, before its break; in the midst of a character its beginning.
    pub fn offset(self, text: &str, lines: &LineIndex, position: Position) -> u32 {
        if position.line >= lines.lines() {
            return offset(text.len());
        }
        let span = lines.span(position.line);
        let line = span.of(text);
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let wanted = position.character as usize;
        let mut units = 0;
        for (at, char) in line.char_indices() {
            units += match self {
                Self::Utf8 => char.len_utf8(),
                Self::Utf16 => char.len_utf16(),
            };
            if units > wanted {
                return span.start + offset(at);
            }
        }
        span.start + offset(line.len())
    }

    /// The range of a span.
    pub fn range(self, text: &str, lines: &LineIndex, span: Span) -> Range {
        Range::new(
            self.position(text, lines, span.start),
            self.position(text, lines, span.end),
        )
    }

    /// The span of a range. One that is turned round is turned back.
    pub fn span(self, text: &str, lines: &LineIndex, range: Range) -> Span {
        let start = self.offset(text, lines, range.start);
        let end = self.offset(text, lines, range.end);
        Span::new(start.min(end), start.max(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "FROM a # ä😀x\r\nRUN y\n\nlast 😀";

    fn lines() -> LineIndex {
        LineIndex::new(TEXT)
    }

    #[test]
    fn columns_count_what_was_agreed() {
        let at = |needle: &str| offset(TEXT.find(needle).unwrap());
        for (needle, line, utf8, utf16) in [
            ("FROM", 0, 0, 0),
            ("ä", 0, 9, 9),
            ("😀", 0, 11, 10),
            ("x", 0, 15, 12),
            ("\r", 0, 16, 13),
            ("\n", 0, 17, 14),
            ("RUN", 1, 0, 0),
            ("last", 3, 0, 0),
        ] {
            for (encoding, column) in [(Encoding::Utf8, utf8), (Encoding::Utf16, utf16)] {
                let place = encoding.position(TEXT, &lines(), at(needle));
                assert_eq!(place, Position::new(line, column), "{encoding:?} {needle}");
                // The break itself is no place that a client can mean.
                if needle != "\n" {
                    let back = encoding.offset(TEXT, &lines(), place);
                    assert_eq!(back, at(needle), "{encoding:?} {needle}");
                }
            }
        }
    }

    #[test]
    fn places_that_are_none_are_moved_to_one() {
        let offset_of = |encoding: Encoding, line, column| {
            encoding.offset(TEXT, &lines(), Position::new(line, column))
        };
        let smile = offset(TEXT.find('😀').unwrap());
        // Between the halves of a pair, and inside of a character.
        assert_eq!(offset_of(Encoding::Utf16, 0, 11), smile);
        assert_eq!(offset_of(Encoding::Utf8, 0, 13), smile);
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            assert_eq!(
                offset_of(encoding, 0, 999),
                offset(TEXT.find('\r').unwrap())
            );
            assert_eq!(
                offset_of(encoding, 2, 5),
                offset(TEXT.find("\nlast").unwrap())
            );
            assert_eq!(offset_of(encoding, 3, u32::MAX), offset(TEXT.len()));
            assert_eq!(offset_of(encoding, 99, 0), offset(TEXT.len()));
            let end = encoding.position(TEXT, &lines(), u32::MAX);
            assert_eq!(end, encoding.position(TEXT, &lines(), offset(TEXT.len())));
            let inside = encoding.position(TEXT, &lines(), smile + 2);
            assert_eq!(inside, encoding.position(TEXT, &lines(), smile));
        }
    }

    #[test]
    fn bytes_are_taken_if_they_are_offered() {
        assert_eq!(Encoding::choose(["utf-16", "utf-8"]), Encoding::Utf8);
        assert_eq!(Encoding::choose(["utf-32", "utf-16"]), Encoding::Utf16);
        assert_eq!(Encoding::choose([]), Encoding::Utf16);
    }
}
