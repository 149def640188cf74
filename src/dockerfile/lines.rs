//! Physical lines and logical lines.
//!
//! A logical line is one instruction: physical lines joined where a line ends in the escape
//! character. Comments and blank lines between them are dropped; nothing is inserted at the joints.
//! Source: "Format" and "escape" of the Dockerfile reference.

use crate::text::{MappedText, Range, Span, offset};

use super::ast::Comment;
use super::blanks;
use super::words::trim;

/// One line of the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// With its line break, and the byte-order mark on the first line.
    pub span: Span,
    /// Without them.
    pub content: Span,
}

/// The lines of a file in order, with a way back for look-ahead.
#[derive(Clone, Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    at: u32,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Offset of the next line.
    pub(super) fn at(&self) -> u32 {
        self.at
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let start = self.at;
        let rest = self
            .text
            .get(start as usize..)
            .filter(|rest| !rest.is_empty())?;
        let len = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        let line = rest.get(..len).unwrap_or(rest);
        self.at = start + offset(len);
        let content = line.trim_end_matches(['\r', '\n']);
        let mark = if start == 0 && content.starts_with('\u{feff}') {
            3
        } else {
            0
        };
        let end = start + offset(content.len());
        Some(Line {
            span: Span::new(start, self.at),
            content: Span::new(start + mark, end),
        })
    }
}

/// One instruction before it is understood.
#[derive(Debug)]
pub(super) struct LogicalLine<'a> {
    /// The joined text, trimmed.
    pub text: MappedText<'a>,
    /// From the start of the first line to the end of the last line read, with its break.
    pub span: Span,
    /// Comments between the lines.
    pub comments: Vec<Comment>,
    /// Blank lines between the lines, without their breaks.
    pub blank_lines: Vec<Span>,
}

/// True if the line is a comment: its first non-blank character is `#`.
pub(super) fn is_comment(content: &str) -> bool {
    content
        .trim_start_matches(blanks::is_unicode)
        .starts_with('#')
}

/// The comment on a line that [`is_comment`].
pub(super) fn comment(text: &str, line: Line, inside: Option<usize>) -> Comment {
    let content = line.content.of(text);
    let indent = content.len() - content.trim_start_matches(blanks::is_unicode).len();
    let span = Span::new(line.content.start + offset(indent), line.content.end);
    Comment {
        span,
        inside,
        indented: indent > 0,
    }
}

/// Reads the logical line that starts with `first` and takes the lines it continues on.
pub(super) fn logical<'a>(
    text: &'a str,
    first: Line,
    lines: &mut Lines<'a>,
    escape: char,
    index: usize,
) -> LogicalLine<'a> {
    let head = first.content.of(text);
    let indent = offset(head.len() - head.trim_start_matches(blanks::is_unicode).len());
    let start = Span::new(first.content.start + indent, first.content.end);
    let (mut comments, mut blank_lines) = (Vec::new(), Vec::new());
    let Some(kept) = without_continuation(text, start, escape) else {
        let text = MappedText::plain(text, trimmed(text, start));
        return LogicalLine {
            text,
            span: first.span,
            comments,
            blank_lines,
        };
    };
    let mut joined = MappedText::build(text, start.start);
    joined.push_plain(kept);
    let mut last = first;
    for line in lines {
        last = line;
        let content = line.content.of(text);
        if is_comment(content) {
            comments.push(comment(text, line, Some(index)));
        } else if content.chars().all(blanks::is_unicode) {
            blank_lines.push(line.content);
        } else if let Some(kept) = without_continuation(text, line.content, escape) {
            joined.push_plain(kept);
        } else {
            joined.push_plain(line.content);
            break;
        }
    }
    let joined = joined.finish();
    let range = trim(joined.as_str(), joined.all());
    let span = Span::new(first.span.start, last.span.end);
    LogicalLine {
        text: joined.slice(range),
        span,
        comments,
        blank_lines,
    }
}

/// The line without its continuation: an escape character and blanks at its end, unless another
/// escape character stands before it. None if the line does not continue.
fn without_continuation(text: &str, line: Span, escape: char) -> Option<Span> {
    let content = line.of(text).trim_end_matches(blanks::after_continuation);
    let kept = content.strip_suffix(escape)?;
    (!kept.ends_with(escape)).then(|| Span::new(line.start, line.start + offset(kept.len())))
}

fn trimmed(text: &str, span: Span) -> Span {
    let range = trim(
        text,
        Range {
            start: span.start,
            end: span.end,
        },
    );
    Span::new(range.start, range.end)
}
