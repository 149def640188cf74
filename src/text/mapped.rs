//! Decoded text with a way back to the file.
//!
//! Continuations, here-document tabs, JSON strings and YAML scalars all make text that differs
//! from the bytes in the file. This is the one mechanism that remembers where each byte came from.

use std::borrow::Cow;

use super::Span;
use super::span::offset;

/// A half-open byte range in a [`MappedText`], not in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just behind the last byte.
    pub end: u32,
}

impl Range {
    /// The range `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start: offset(start),
            end: offset(end.max(start)),
        }
    }

    /// The same range counted from `base` bytes further left.
    #[must_use]
    pub fn shift(self, base: u32) -> Self {
        Self {
            start: self.start + base,
            end: self.end + base,
        }
    }

    /// The text of this range, or `""` if it does not fit.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    /// True for a range of no bytes.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// A piece of decoded text together with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The decoded text.
    pub text: Cow<'a, str>,
    /// Where it stands in the [`MappedText`] it was taken from.
    pub range: Range,
    /// Where it stands in the file.
    pub span: Span,
}

impl std::ops::Deref for Word<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// How a stretch of decoded text came from the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Start in the decoded text.
    out: u32,
    /// Bytes of decoded text.
    out_len: u32,
    /// Start in the file.
    src: u32,
    /// Bytes in the file.
    src_len: u32,
    /// The text is that of the file, byte for byte.
    is_copy: bool,
}

impl Piece {
    fn out_end(&self) -> u32 {
        self.out + self.out_len
    }

    fn src_end(&self) -> u32 {
        self.src + self.src_len
    }
}

/// Text decoded from one file, with the map from its offsets to file offsets.
///
/// Pieces are in order and do not overlap, in the text and in the file. Text that is one plain
/// stretch of the file is borrowed and costs no allocation.
#[derive(Clone, Debug)]
pub struct MappedText<'a> {
    file: &'a str,
    text: Cow<'a, str>,
    /// File offset of the start; the whole map if `pieces` is empty.
    base: u32,
    pieces: Vec<Piece>,
}

impl<'a> MappedText<'a> {
    /// A plain stretch of the file.
    pub fn plain(file: &'a str, span: Span) -> Self {
        Self {
            file,
            text: Cow::Borrowed(span.of(file)),
            base: span.start,
            pieces: Vec::new(),
        }
    }

    /// Starts text that is put together from pieces. `base` is the file offset that stands for the
    /// place of an empty text.
    pub fn build(file: &'a str, base: u32) -> Builder<'a> {
        Builder {
            file,
            text: String::new(),
            base,
            pieces: Vec::new(),
        }
    }

    /// The decoded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text of the whole file.
    pub fn file(&self) -> &'a str {
        self.file
    }

    /// Length of the decoded text in bytes.
    pub fn len(&self) -> u32 {
        offset(self.text.len())
    }

    /// True if there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The range of the whole text.
    pub fn all(&self) -> Range {
        Range {
            start: 0,
            end: self.len(),
        }
    }

    /// File offset of the byte at `at`; at the end of the text, the offset behind its last byte.
    pub fn offset(&self, at: u32) -> u32 {
        if self.pieces.is_empty() {
            return self.base + at;
        }
        match self
            .pieces
            .get(self.pieces.partition_point(|piece| piece.out_end() <= at))
        {
            Some(piece) if piece.is_copy => piece.src + at.saturating_sub(piece.out),
            Some(piece) => piece.src,
            None => self.end_offset(at),
        }
    }

    /// File offset just behind the byte before `at`; at 0, the offset of the start.
    pub fn end_offset(&self, at: u32) -> u32 {
        if self.pieces.is_empty() {
            return self.base + at;
        }
        let behind = self.pieces.partition_point(|piece| piece.out < at);
        match behind
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index))
        {
            Some(piece) if piece.is_copy => piece.src + (at - piece.out).min(piece.out_len),
            Some(piece) => piece.src_end(),
            None => self.pieces.first().map_or(self.base, |piece| piece.src),
        }
    }

    /// The bytes of the file from which `range` came, with whatever was dropped between them.
    pub fn span(&self, range: Range) -> Span {
        let start = self.offset(range.start);
        if range.is_empty() {
            Span::at(start)
        } else {
            Span::new(start, self.end_offset(range.end))
        }
    }

    /// The stretches of the file from which `range` came, in order, without what was dropped
    /// between them.
    pub fn spans(&self, range: Range) -> Vec<Span> {
        if self.pieces.is_empty() {
            return vec![self.span(range)];
        }
        let touched = self
            .pieces
            .iter()
            .skip_while(|piece| piece.out_end() <= range.start);
        touched
            .take_while(|piece| piece.out < range.end)
            .map(|piece| {
                let start = self.offset(piece.out.max(range.start));
                Span::new(start, self.end_offset(piece.out_end().min(range.end)))
            })
            .collect()
    }

    /// The word at `range`. Borrows from the file where the range is one plain stretch of it.
    pub fn word(&self, range: Range) -> Word<'a> {
        let span = self.span(range);
        let text = range.of(&self.text);
        let plain = span.of(self.file);
        let text = if plain == text {
            Cow::Borrowed(plain)
        } else {
            Cow::Owned(text.to_owned())
        };
        Word { text, range, span }
    }

    /// The part at `range` as a text of its own, whose offsets start at 0.
    #[must_use]
    pub fn slice(&self, range: Range) -> MappedText<'a> {
        let word = self.word(range);
        if matches!(word.text, Cow::Borrowed(_)) {
            return Self {
                file: self.file,
                text: word.text,
                base: word.span.start,
                pieces: Vec::new(),
            };
        }
        let mut builder = Self::build(self.file, word.span.start);
        builder.push_part(self, range);
        builder.finish()
    }
}

/// Puts a [`MappedText`] together, piece by piece in file order.
#[derive(Debug)]
pub struct Builder<'a> {
    file: &'a str,
    text: String,
    base: u32,
    pieces: Vec<Piece>,
}

impl<'a> Builder<'a> {
    /// Appends a stretch of the file as it stands.
    pub fn push_plain(&mut self, span: Span) {
        let text = span.of(self.file);
        if text.is_empty() {
            return;
        }
        let out = offset(self.text.len());
        self.text.push_str(text);
        match self.pieces.last_mut() {
            Some(last) if last.is_copy && last.src_end() == span.start => {
                last.out_len += span.len();
                last.src_len += span.len();
            }
            _ => self.pieces.push(Piece {
                out,
                out_len: span.len(),
                src: span.start,
                src_len: span.len(),
                is_copy: true,
            }),
        }
    }

    /// Appends text that stands for other bytes of the file, such as an escape sequence.
    pub fn push_decoded(&mut self, text: &str, span: Span) {
        let out = offset(self.text.len());
        self.text.push_str(text);
        let out_len = offset(text.len());
        let (src, src_len) = (span.start, span.len());
        self.pieces.push(Piece {
            out,
            out_len,
            src,
            src_len,
            is_copy: false,
        });
    }

    /// Appends a part of another text of the same file.
    pub fn push_part(&mut self, other: &MappedText<'a>, range: Range) {
        if other.pieces.is_empty() {
            self.push_plain(other.span(range));
            return;
        }
        let first = other
            .pieces
            .partition_point(|piece| piece.out_end() <= range.start);
        for piece in other
            .pieces
            .iter()
            .skip(first)
            .take_while(|piece| piece.out < range.end)
        {
            let part = Range {
                start: piece.out.max(range.start),
                end: piece.out_end().min(range.end),
            };
            if piece.is_copy {
                self.push_plain(Span::new(
                    other.offset(part.start),
                    other.end_offset(part.end),
                ));
            } else {
                let span = Span::new(piece.src, piece.src_end());
                self.push_decoded(part.of(&other.text), span);
            }
        }
    }

    /// True if nothing was appended yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The finished text; borrowed from the file if it is one plain stretch.
    pub fn finish(self) -> MappedText<'a> {
        let Self {
            file,
            text,
            base,
            pieces,
        } = self;
        match pieces.as_slice() {
            [] => MappedText {
                file,
                text: Cow::Borrowed(""),
                base,
                pieces,
            },
            [only] if only.is_copy => {
                let span = Span::new(only.src, only.src_end());
                let plain = span.of(file);
                if plain == text {
                    return MappedText::plain(file, span);
                }
                MappedText {
                    file,
                    text: Cow::Owned(text),
                    base,
                    pieces,
                }
            }
            _ => MappedText {
                file,
                text: Cow::Owned(text),
                base,
                pieces,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(file: &str) -> MappedText<'_> {
        let mut builder = MappedText::build(file, 0);
        builder.push_plain(Span::new(0, 5));
        builder.push_plain(Span::new(7, 9));
        builder.push_decoded("\n", Span::new(9, 11));
        builder.push_plain(Span::new(11, 12));
        builder.finish()
    }

    #[test]
    fn offsets_and_spans_lead_back_to_the_file() {
        let file = "RUN a\\\nbc\\nd";
        let text = joined(file);
        assert_eq!(text.as_str(), "RUN abc\nd");
        assert_eq!(text.span(Range::new(4, 7)), Span::new(4, 9));
        assert_eq!(text.span(Range::new(4, 5)), Span::new(4, 5));
        assert_eq!(text.span(Range::new(5, 6)), Span::new(7, 8));
        assert_eq!(text.span(Range::new(7, 8)), Span::new(9, 11));
        assert_eq!(text.span(Range::new(9, 9)), Span::at(12));
        assert_eq!(text.span(Range::new(5, 5)), Span::at(7));
        let spans = text.spans(Range::new(4, 9));
        let at = |start, end| Span::new(start, end);
        assert_eq!(spans, [at(4, 5), at(7, 9), at(9, 11), at(11, 12)]);
    }

    #[test]
    fn words_borrow_when_they_are_plain() {
        let file = "RUN a\\\nbc\\nd";
        let text = joined(file);
        assert!(matches!(
            text.word(Range::new(0, 3)).text,
            Cow::Borrowed("RUN")
        ));
        assert!(matches!(
            text.word(Range::new(5, 7)).text,
            Cow::Borrowed("bc")
        ));
        let across = text.word(Range::new(4, 7));
        assert_eq!((&*across, across.span), ("abc", Span::new(4, 9)));
    }

    #[test]
    fn slices_keep_the_map() {
        let file = "RUN a\\\nbc\\nd";
        let part = joined(file).slice(Range::new(4, 9));
        assert_eq!(part.as_str(), "abc\nd");
        assert_eq!(part.span(Range::new(1, 3)), Span::new(7, 9));
        assert_eq!(part.span(Range::new(3, 5)), Span::new(9, 12));
        let plain = part.slice(Range::new(1, 3));
        assert_eq!(
            (plain.as_str(), plain.span(plain.all())),
            ("bc", Span::new(7, 9))
        );
    }
}
