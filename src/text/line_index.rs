//! From byte offsets to lines and columns.

use super::Span;
use super::span::offset;

/// A place in a file as people count it, but from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// 0-based line. Lines end at LF.
    pub line: u32,
    /// 0-based column in Unicode scalar values. A byte-order mark counts nothing.
    pub column: u32,
}

/// Start offsets of all lines of one text.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
}

const BOM: char = '\u{feff}';

impl LineIndex {
    /// Reads `text` once.
    pub fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| offset(at + 1)))
            .collect();
        Self {
            starts,
            len: offset(text.len()),
        }
    }

    /// Number of lines. A final LF opens one more, empty line.
    pub fn lines(&self) -> u32 {
        offset(self.starts.len())
    }

    /// 0-based line that holds the byte at `at`. An offset past the end gives the last line.
    pub fn line(&self, at: u32) -> u32 {
        offset(
            self.starts
                .partition_point(|&start| start <= at)
                .saturating_sub(1),
        )
    }

    /// Bytes of a 0-based line including its LF. Empty at the end of the text for a line past it.
    pub fn span(&self, line: u32) -> Span {
        let start = self.starts.get(line as usize).copied().unwrap_or(self.len);
        let end = self
            .starts
            .get(line as usize + 1)
            .copied()
            .unwrap_or(self.len);
        Span::new(start, end)
    }

    /// Line and column of `at`. `text` must be the text this index was built from; an offset
    /// inside a character gives that character's column.
    pub fn position(&self, text: &str, at: u32) -> Position {
        let at = at.min(self.len);
        let line = self.line(at);
        let start = self.span(line).start;
        let mut before = at as usize;
        while !text.is_char_boundary(before) {
            before -= 1;
        }
        let before = text.get(start as usize..before).unwrap_or_default();
        let before = if line == 0 {
            before.strip_prefix(BOM).unwrap_or(before)
        } else {
            before
        };
        Position {
            line,
            column: offset(count_scalars(before)),
        }
    }

    /// Byte offset of a position, the inverse of [`Self::position`]. A column past the end of the
    /// line gives the end of the line, before its line break.
    pub fn offset(&self, text: &str, position: Position) -> u32 {
        let span = self.span(position.line);
        let line = span.of(text).trim_end_matches(['\n', '\r']);
        let skip = usize::from(position.line == 0 && line.starts_with(BOM));
        let mut chars = line.char_indices().skip(skip + position.column as usize);
        span.start + offset(chars.next().map_or(line.len(), |(at, _)| at))
    }
}

/// Number of characters; long plain lines are common, so ASCII takes a short cut.
fn count_scalars(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_scalar_values_and_no_byte_order_mark() {
        let text = "\u{feff}FROM ä😀x\r\nRUN";
        let index = LineIndex::new(text);
        let at = |needle: &str| offset(text.find(needle).unwrap());
        assert_eq!(
            index.position(text, at("F")),
            Position { line: 0, column: 0 }
        );
        assert_eq!(
            index.position(text, at("x")),
            Position { line: 0, column: 7 }
        );
        assert_eq!(
            index.position(text, at("RUN")),
            Position { line: 1, column: 0 }
        );
        for needle in ["F", "ä", "x", "RUN"] {
            let position = index.position(text, at(needle));
            assert_eq!(index.offset(text, position), at(needle), "{needle}");
        }
        assert_eq!(
            index.offset(
                text,
                Position {
                    line: 0,
                    column: 99
                }
            ),
            at("\r")
        );
        assert_eq!(
            index.position(text, 999),
            index.position(text, offset(text.len()))
        );
    }
}
