//! Parts of an expanded text, and what grammars find in them.

use crate::text::{Range, offset};

use super::expand::{Expanded, Origin, STAND_IN};

/// Why a text does not fit its grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the source that explain it. Empty only if the source is.
    pub range: Range,
    /// What is wrong: lower-case start, no final stop, at most 100 characters.
    pub message: String,
}

impl Fault {
    pub(super) fn new(range: Range, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { range, message }
    }
}

/// One field of a short syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot<T> {
    /// Its value; none if it is not known.
    pub value: Option<T>,
    /// The bytes of the source it comes from. [`Range::of`] gives them as they are written.
    pub range: Range,
    /// A default is part of it, so a variable can replace it.
    pub is_default: bool,
}

impl<T> Slot<T> {
    /// The value, if it is known.
    pub fn known(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// True if the value is known.
    pub fn is_known(&self) -> bool {
        self.value.is_some()
    }
}

/// A part of an [`Expanded`] text, for grammars to take apart.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'e> {
    whole: &'e Expanded<'e>,
    at: Range,
}

impl<'e> Piece<'e> {
    pub(super) fn new(whole: &'e Expanded<'e>, at: Range) -> Self {
        Self { whole, at }
    }

    /// The text. One character U+FFFC stands for each part that is not known.
    pub fn text(self) -> &'e str {
        self.at.of(self.whole.text())
    }

    /// The text, if all of it is known.
    pub fn known(self) -> Option<&'e str> {
        self.is_known().then(|| self.text())
    }

    /// True if all of the text is known.
    pub fn is_known(self) -> bool {
        let mut segments = self.whole.touched(self.at).iter();
        segments.all(|it| it.origin != Origin::Unknown)
    }

    /// True if a default is part of the text.
    pub fn is_default(self) -> bool {
        let mut segments = self.whole.touched(self.at).iter();
        segments.any(|it| it.is_default)
    }

    /// True if there is no text.
    pub fn is_empty(self) -> bool {
        self.at.is_empty()
    }

    /// The bytes of the source it comes from.
    pub fn source(self) -> Range {
        self.whole.source(self.at)
    }

    /// The part between two offsets into [`Self::text`].
    #[must_use]
    pub fn slice(self, start: usize, end: usize) -> Self {
        let at = Range::new(start, end).shift(self.at.start);
        let end = at.end.min(self.at.end);
        let start = at.start.min(end);
        Self {
            whole: self.whole,
            at: Range { start, end },
        }
    }

    /// The parts between separators.
    pub fn split(self, separator: char) -> impl Iterator<Item = Self> {
        let mut start = 0;
        self.text().split(separator).map(move |part| {
            let piece = self.slice(start, start + part.len());
            start += part.len() + separator.len_utf8();
            piece
        })
    }

    /// What stands before and behind the first separator.
    pub fn split_once(self, separator: char) -> Option<(Self, Self)> {
        let at = self.text().find(separator)?;
        Some(self.split_at(at, separator))
    }

    /// What stands before and behind the last separator.
    pub fn rsplit_once(self, separator: char) -> Option<(Self, Self)> {
        let at = self.text().rfind(separator)?;
        Some(self.split_at(at, separator))
    }

    fn split_at(self, at: usize, separator: char) -> (Self, Self) {
        let behind = self.slice(at + separator.len_utf8(), self.text().len());
        (self.slice(0, at), behind)
    }

    /// True if it starts with something that is not known.
    pub(super) fn starts_unknown(self) -> bool {
        self.text().starts_with(STAND_IN) && !self.slice(0, STAND_IN.len()).is_known()
    }

    /// True if it ends with something that is not known.
    pub(super) fn ends_unknown(self) -> bool {
        let end = self.text().len();
        let start = end.saturating_sub(STAND_IN.len());
        self.text().ends_with(STAND_IN) && !self.slice(start, end).is_known()
    }

    /// A field at this place.
    pub(super) fn slot<T>(self, value: Option<T>) -> Slot<T> {
        Slot {
            value,
            range: self.source(),
            is_default: self.is_default(),
        }
    }

    /// A field with this text.
    pub(super) fn text_slot(self) -> Slot<String> {
        self.slot(self.known().map(str::to_owned))
    }

    /// Reads what is known; what is not is no fault.
    pub(super) fn read<T>(
        self,
        read: impl FnOnce(Self, &'e str) -> Result<T, Fault>,
    ) -> Result<Slot<T>, Fault> {
        let value = self.known().map(|text| read(self, text)).transpose()?;
        Ok(self.slot(value))
    }

    /// A fault at this place. Where nothing stands, the next character is pointed at, or the one
    /// in front.
    pub(super) fn fault(self, message: impl Into<String>) -> Fault {
        let range = self.source();
        if !range.is_empty() {
            return Fault::new(range, message);
        }
        let text = self.whole.text();
        let at = self.at.start as usize;
        let next = text.get(at..).and_then(|it| it.chars().next());
        let last = text.get(..at).and_then(|it| it.chars().next_back());
        let near = match (next, last) {
            (Some(next), _) => Range::new(at, at + next.len_utf8()),
            (None, Some(last)) => Range::new(at - last.len_utf8(), at),
            (None, None) => Range::new(0, 0),
        };
        Fault::new(self.whole.source(near), message)
    }

    /// Where a part of its text stands, to point at it.
    pub(super) fn at(self, part: &str) -> Self {
        let text = self.text().as_ptr() as usize;
        let start = (part.as_ptr() as usize).saturating_sub(text);
        self.slice(start, start + part.len())
    }
}

/// A text as it is shown in a message: in backticks, on one line, not too long.
pub fn shown(text: &str) -> String {
    let mut out = String::from("`");
    let mut left = 30_usize;
    for c in text.chars() {
        let is_stand_in = STAND_IN.starts_with(c);
        let Some(rest) = left.checked_sub(if is_stand_in { 4 } else { 1 }) else {
            out.push('…');
            break;
        };
        left = rest;
        match c {
            '`' => out.push('\''),
            _ if is_stand_in => out.push_str("${…}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('`');
    out
}

/// Offset of the first blank in a text, with its end.
pub(super) fn blank(text: &str) -> Option<(usize, usize)> {
    let (at, c) = text.char_indices().find(|(_, c)| c.is_whitespace())?;
    Some((at, at + c.len_utf8()))
}

/// The range of a whole text.
pub(super) fn whole(text: &str) -> Range {
    Range {
        start: 0,
        end: offset(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::Lookup;

    #[test]
    fn pieces_are_split_and_found_again() {
        let source = "a:${B:-b:c}:$D:";
        let expanded = Expanded::of(source, &|_| Lookup::Unknown);
        let parts: Vec<_> = expanded.all().split(':').collect();
        let shown: Vec<_> = parts.iter().map(|it| (it.known(), it.source())).collect();
        let at = Range::new;
        let expected = [
            (Some("a"), at(0, 1)),
            (Some("b"), at(7, 8)),
            (Some("c"), at(9, 10)),
            (None, at(12, 14)),
            (Some(""), at(15, 15)),
        ];
        assert_eq!(shown, expected);
        let defaults: Vec<_> = parts.iter().map(|it| it.is_default()).collect();
        assert_eq!(defaults, [false, true, true, false, false]);
        assert_eq!(parts.last().unwrap().fault("x").range, at(14, 15));
    }

    #[test]
    fn the_stand_in_itself_is_known_where_it_is_written() {
        let expanded = Expanded::of("\u{fffc}$$", &|_| Lookup::Unknown);
        assert_eq!(expanded.known(), Some("\u{fffc}$"));
        assert!(!expanded.all().starts_unknown());
    }

    #[test]
    fn messages_stay_short() {
        assert_eq!(shown("a\n`b"), "`a 'b`");
        assert_eq!(shown(&"x".repeat(99)).chars().count(), 33);
    }
}
