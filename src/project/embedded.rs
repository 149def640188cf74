//! Texts in Compose files that are programs in another language.

use crate::compose::Origin;
use crate::compose::value::Value;
use crate::text::{MappedText, Range, Span};

use super::compose::Project;

/// A text as Compose hands it on.
#[derive(Clone, Debug)]
pub struct Embedded<'s> {
    /// The text, `$$` undone. Variables are replaced as far as they are known; the others stand in
    /// it as they are written.
    pub text: MappedText<'s>,
    /// The parts of it that come from variables, in order: what is wrong there is not for sure.
    pub open: Vec<Range>,
}

impl Embedded<'_> {
    /// A part of the text as a text of its own.
    #[must_use]
    pub fn slice(&self, range: Range) -> Self {
        let inside = self.open.iter().filter(|it| touch(**it, range));
        let cut = |it: &Range| Range {
            start: it.start.max(range.start) - range.start,
            end: it.end.min(range.end) - range.start,
        };
        Self {
            text: self.text.slice(range),
            open: inside.map(cut).collect(),
        }
    }

    /// The bytes of the file around it that a place in the text came from, for a program that
    /// reads the text as a file of its own.
    pub fn place(&self, span: Span) -> Span {
        self.text.span(range(span))
    }

    /// True if a variable has a part in a place of the text, seen as a file of its own.
    pub fn is_open_at(&self, span: Span) -> bool {
        self.is_open(range(span))
    }

    /// True if a variable has a part in a range of the text.
    pub fn is_open(&self, range: Range) -> bool {
        self.open.iter().any(|it| touch(*it, range))
    }
}

fn range(span: Span) -> Range {
    Range {
        start: span.start,
        end: span.end,
    }
}

fn touch(a: Range, b: Range) -> bool {
    if a.is_empty() || b.is_empty() {
        a.start <= b.end && b.start <= a.end
    } else {
        a.start < b.end && b.start < a.end
    }
}

impl<'s> Project<'s> {
    /// The text of a scalar as another program gets it. None for other values.
    pub fn embedded(&self, value: &Value<'s>) -> Option<Embedded<'s>> {
        let written = self.mapped(value.place)?;
        let text = value.text()?;
        if !text.contains('$') {
            return Some(Embedded {
                text: written,
                open: Vec::new(),
            });
        }
        if written.as_str() != text {
            return None;
        }
        let mut out = MappedText::build(written.file(), written.offset(0));
        let mut open = Vec::new();
        let mut len = 0;
        let expanded = self.expanded(text);
        for segment in expanded.segments() {
            let start = len;
            let source = written.span(segment.source);
            match segment.origin {
                Origin::Written | Origin::Unknown => {
                    out.push_part(&written, segment.source);
                    len += segment.source.end - segment.source.start;
                }
                Origin::Escape => {
                    out.push_decoded("$", source);
                    len += 1;
                }
                Origin::Variable => {
                    out.push_decoded(segment.text.of(expanded.text()), source);
                    len += segment.text.end - segment.text.start;
                }
            }
            let is_plain = matches!(segment.origin, Origin::Written | Origin::Escape);
            if !is_plain || segment.is_default {
                open.push(Range { start, end: len });
            }
        }
        Some(Embedded {
            text: out.finish(),
            open,
        })
    }
}
