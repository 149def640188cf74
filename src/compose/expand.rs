//! A text after its variables are replaced, as far as they are known.

use std::borrow::Cow;

use memchr::memchr;

use crate::text::{Range, offset};

use super::Piece;
use super::interpolate::Template;

/// Stands for a part that is not known. Whether a part is known is told by the segments; this
/// character only keeps its place, as one unit that no grammar splits.
pub(super) const STAND_IN: &str = "\u{fffc}";

/// Bytes that variables may add to one text. What goes beyond is not known.
const MAX_SUBSTITUTED: usize = 1 << 16;

/// What is known about a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<'v> {
    /// It has this value.
    Set(&'v str),
    /// Nothing that was read sets it. Without a default its value is still not known: it may come
    /// from the environment.
    Unset,
    /// Nothing is known about it.
    Unknown,
}

/// How a stretch of text came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is written so, byte for byte.
    Written,
    /// It is the `$` of `$$`.
    Escape,
    /// It is the value of a variable.
    Variable,
    /// It is not known.
    Unknown,
}

/// A stretch of text of one origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where it stands in [`Expanded::text`].
    pub text: Range,
    /// The bytes of the source it comes from: those of the text, of `$$`, of the whole reference.
    pub source: Range,
    /// How it came about.
    pub origin: Origin,
    /// It stands in the word of `${name:-word}` or `${name-word}`: a variable that is not known
    /// can replace it.
    pub is_default: bool,
}

/// A text after interpolation, with the way back to its source.
///
/// Segments follow each other without gaps, in the text and in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expanded<'t> {
    /// The range of the source that was expanded.
    source: Range,
    text: Cow<'t, str>,
    segments: Vec<Segment>,
}

impl<'t> Expanded<'t> {
    /// The text as it is written, all of it known; for texts in which variables are not replaced,
    /// such as keys.
    pub fn literal(text: &'t str) -> Self {
        let all = Range::new(0, text.len());
        let segment = Segment {
            text: all,
            source: all,
            origin: Origin::Written,
            is_default: false,
        };
        Self {
            source: all,
            text: Cow::Borrowed(text),
            segments: vec![segment],
        }
    }

    /// The text with its variables replaced. What is malformed is not known.
    pub fn of<'v>(text: &'t str, lookup: &dyn Fn(&str) -> Lookup<'v>) -> Self {
        if memchr(b'$', text.as_bytes()).is_none() {
            Self::literal(text)
        } else {
            Template::parse(text).expand(lookup)
        }
    }

    /// Starts a text that is put together.
    pub(super) fn build(source: Range) -> Builder {
        Builder {
            source,
            text: String::new(),
            segments: Vec::new(),
            budget: MAX_SUBSTITUTED,
        }
    }

    /// The text. One character U+FFFC stands for each part that is not known.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, if all of it is known.
    pub fn known(&self) -> Option<&str> {
        self.all().known()
    }

    /// True if all of the text is known.
    pub fn is_known(&self) -> bool {
        self.all().is_known()
    }

    /// True if a default is part of the text.
    pub fn is_default(&self) -> bool {
        self.all().is_default()
    }

    /// The stretches that make up the text.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// All of the text, to be split.
    pub fn all(&self) -> Piece<'_> {
        Piece::new(self, Range::new(0, self.text.len()))
    }

    /// The bytes of the source from which a range of the text came: part of them where they are
    /// written as they are, the whole reference where a variable was replaced.
    pub fn source(&self, range: Range) -> Range {
        if range.start == 0 && range.end == offset(self.text.len()) {
            return self.source;
        }
        if range.is_empty() {
            return self.source_at(range.start);
        }
        let touched = self.touched(range);
        match (touched.first(), touched.last()) {
            (Some(first), Some(last)) => Range {
                start: first.start_of(range.start),
                end: last.end_of(range.end),
            },
            _ => self.source,
        }
    }

    /// The place of an empty part: what was replaced by nothing, if that is there.
    fn source_at(&self, at: u32) -> Range {
        let from = self.segments.partition_point(|it| it.text.end < at);
        let mut here = self.segments.iter().skip(from);
        let mut place = None;
        for segment in here.by_ref().take_while(|it| it.text.start <= at) {
            if segment.text.is_empty() {
                let start = place.map_or(segment.source, |it: Range| it).start;
                let end = segment.source.end;
                place = Some(Range { start, end });
            }
        }
        place.unwrap_or_else(|| {
            let next = self.segments.partition_point(|it| it.text.end <= at);
            let at = match self.segments.get(next) {
                Some(segment) => segment.start_of(at),
                None => self.source.end,
            };
            Range { start: at, end: at }
        })
    }

    /// The segments that share bytes with a range.
    pub(super) fn touched(&self, range: Range) -> &[Segment] {
        if range.start == 0 && range.end == offset(self.text.len()) {
            return &self.segments;
        }
        let first = self
            .segments
            .partition_point(|it| it.text.end <= range.start);
        let end = self
            .segments
            .partition_point(|it| it.text.start < range.end);
        self.segments.get(first..end).unwrap_or_default()
    }
}

impl Segment {
    fn is_copy(&self) -> bool {
        self.origin == Origin::Written
    }

    fn start_of(&self, at: u32) -> u32 {
        if self.is_copy() {
            self.source.start + at.saturating_sub(self.text.start)
        } else {
            self.source.start
        }
    }

    fn end_of(&self, at: u32) -> u32 {
        if self.is_copy() {
            self.source.end - self.text.end.saturating_sub(at)
        } else {
            self.source.end
        }
    }
}

/// Puts an [`Expanded`] together.
#[derive(Debug)]
pub(super) struct Builder {
    source: Range,
    text: String,
    segments: Vec<Segment>,
    budget: usize,
}

impl Builder {
    pub(super) fn push(&mut self, text: &str, source: Range, origin: Origin, is_default: bool) {
        if origin == Origin::Variable {
            match self.budget.checked_sub(text.len()) {
                Some(left) => self.budget = left,
                None => return self.push(STAND_IN, source, Origin::Unknown, is_default),
            }
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.segments.push(Segment {
            text: Range::new(start, self.text.len()),
            source,
            origin,
            is_default,
        });
    }

    pub(super) fn push_unknown(&mut self, source: Range, is_default: bool) {
        self.push(STAND_IN, source, Origin::Unknown, is_default);
    }

    pub(super) fn finish<'t>(self) -> Expanded<'t> {
        Expanded {
            source: self.source,
            text: Cow::Owned(self.text),
            segments: self.segments,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lookup(name: &str) -> Lookup<'static> {
        match name {
            "SET" => Lookup::Set("value"),
            "EMPTY" => Lookup::Set(""),
            "UNSET" => Lookup::Unset,
            _ => Lookup::Unknown,
        }
    }

    #[test]
    fn texts_are_known_as_far_as_their_variables_are() {
        // An unknown part is shown as `?`, a default in braces.
        let table = [
            ("plain", "plain"),
            ("", ""),
            ("a$$b$$$$c", "a$b$$c"),
            ("$1 $(x) $- $", "$1 $(x) $- $"),
            ("$SET/${SET}", "value/value"),
            ("$UNSET", "?"),
            ("$ANY", "?"),
            ("$EMPTY", ""),
            ("${ANY:-w}", "{w}"),
            ("${ANY-w}", "{w}"),
            ("${UNSET:-w}", "{w}"),
            ("${EMPTY:-w}", "{w}"),
            ("${EMPTY-w}", ""),
            ("${SET:-w}", "value"),
            ("${ANY:+w}", "?"),
            ("${UNSET:+w}", ""),
            ("${SET:+w}", "w"),
            ("${EMPTY:+w}", ""),
            ("${EMPTY+w}", "w"),
            ("${ANY:?w}", "?"),
            ("${UNSET?w}", "?"),
            ("${SET?w}", "value"),
            ("${EMPTY:?w}", "?"),
            ("${EMPTY?w}", ""),
            ("${ANY:-a${ANY:-b}c}", "{a}{b}{c}"),
            ("${ANY:-${ANY}}", "?"),
            ("${ANY:-$SET}", "{value}"),
            ("${ANY:-{\"k\":1}}", "{{\"k\":1}}"),
            ("a${ b }c", "a?c"),
        ];
        for (text, expected) in table {
            let expanded = Expanded::of(text, &lookup);
            let mut shown = String::new();
            for segment in expanded.segments().iter().filter(|it| !it.text.is_empty()) {
                let part = segment.text.of(expanded.text());
                match (segment.origin, segment.is_default) {
                    (Origin::Unknown, _) => shown.push('?'),
                    (_, true) => shown.extend(["{", part, "}"]),
                    (_, false) => shown.push_str(part),
                }
            }
            assert_eq!(shown, expected, "{text}");
            assert_eq!(expanded.is_known(), !shown.contains('?'), "{text}");
        }
    }

    #[test]
    fn ranges_lead_back_to_the_source() {
        let source = "a$$b${SET}c${ANY:-de}f$ANY";
        let expanded = Expanded::of(source, &lookup);
        assert_eq!(expanded.text(), "a$bvaluecdef\u{fffc}");
        let table = [
            ((0, 1), "a"),
            ((1, 2), "$$"),
            ((2, 3), "b"),
            ((3, 5), "${SET}"),
            ((2, 9), "b${SET}c"),
            ((9, 10), "d"),
            ((10, 12), "e}f"),
            ((11, 12), "f"),
            ((12, 15), "$ANY"),
            ((0, 15), source),
        ];
        for ((start, end), expected) in table {
            let range = expanded.source(Range::new(start, end));
            assert_eq!(range.of(source), expected);
        }
    }

    #[test]
    fn nothing_has_a_place_too() {
        let expanded = Expanded::of("a:${ANY:-}:b", &lookup);
        assert_eq!(expanded.text(), "a::b");
        assert_eq!(expanded.source(Range::new(2, 2)), Range::new(2, 10));
        assert_eq!(expanded.source(Range::new(1, 1)), Range::new(1, 1));
        let empty = Expanded::of("${EMPTY}", &lookup);
        assert_eq!(empty.all().source(), Range::new(0, 8));
    }

    #[test]
    fn values_do_not_grow_without_limit() {
        let long = "x".repeat(MAX_SUBSTITUTED / 2 + 1);
        let expanded = Expanded::of("$LONG$LONG", &|_| Lookup::Set(&long));
        assert!(!expanded.is_known());
        assert!(expanded.text().len() < MAX_SUBSTITUTED);
    }
}
