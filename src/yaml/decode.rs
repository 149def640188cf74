//! Where each byte of a scalar's text came from.

use crate::text::{MappedText, Span, offset};

use super::tree::{Scalar, Style};

/// Maps the text of a scalar to the bytes at `span`. Where the way back cannot be told byte by
/// byte, the whole scalar stands for each of them.
pub(super) fn decode<'s>(file: &'s str, span: Span, scalar: &Scalar<'s>) -> MappedText<'s> {
    let inner = match scalar.style {
        Style::Single | Style::Double if span.len() >= 2 => Span::new(span.start + 1, span.end - 1),
        _ => span,
    };
    if inner.of(file) == scalar.text {
        return MappedText::plain(file, inner);
    }
    let mapped = match scalar.style {
        Style::Literal | Style::Folded => block(file, span, &scalar.text),
        style => flow(file, inner, style, &scalar.text),
    };
    match mapped {
        Some(mapped) if mapped.as_str() == scalar.text => mapped,
        _ => {
            let mut builder = MappedText::build(file, span.start);
            builder.push_decoded(&scalar.text, span);
            builder.finish()
        }
    }
}

/// Plain and quoted scalars: escapes and folded line breaks.
fn flow<'s>(file: &'s str, span: Span, style: Style, text: &str) -> Option<MappedText<'s>> {
    let raw = span.of(file);
    let mut builder = MappedText::build(file, span.start);
    let place =
        |from: usize, to: usize| Span::new(span.start + offset(from), span.start + offset(to));
    let mut at = 0;
    let mut out = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next()?;
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        let breaks = rest
            .get(..blank)?
            .bytes()
            .filter(|byte| *byte == b'\n')
            .count();
        if breaks > 0 {
            let folded = if breaks == 1 {
                " ".to_owned()
            } else {
                "\n".repeat(breaks - 1)
            };
            builder.push_decoded(&folded, place(at, at + blank));
            out += folded.len();
            at += blank;
        } else if style == Style::Double && first == '\\' {
            let length = escape(rest)?;
            let next = rest.as_bytes().get(1)?;
            if matches!(next, b'\n' | b'\r') {
                // The line goes on: nothing of this is in the text.
                let tail = rest.get(1..)?;
                at += 1 + tail.len() - tail.trim_start().len();
                continue;
            }
            let decoded = text.get(out..)?.chars().next()?;
            builder.push_decoded(
                text.get(out..out + decoded.len_utf8())?,
                place(at, at + length),
            );
            out += decoded.len_utf8();
            at += length;
        } else if style == Style::Single && rest.starts_with("''") {
            builder.push_decoded("'", place(at, at + 2));
            out += 1;
            at += 2;
        } else {
            let length = first.len_utf8();
            builder.push_plain(place(at, at + length));
            out += length;
            at += length;
        }
    }
    Some(builder.finish())
}

/// Bytes of the escape sequence that begins a text. A pair of surrogates is one.
fn escape(rest: &str) -> Option<usize> {
    Some(match rest.as_bytes().get(1)? {
        b'x' => 4,
        b'u' => match rest.get(2..4)?.to_ascii_lowercase().as_str() {
            "d8" | "d9" | "da" | "db" => 12,
            _ => 6,
        },
        b'U' => 10,
        _ => 1 + rest.get(1..)?.chars().next()?.len_utf8(),
    })
}

/// Block scalars: each line is a part of the text, behind its indentation.
fn block<'s>(file: &'s str, span: Span, text: &str) -> Option<MappedText<'s>> {
    let mut builder = MappedText::build(file, span.start);
    // Blank lines in front of the first one with text.
    let mut out = text.len() - text.trim_start_matches('\n').len();
    if out > 0 {
        builder.push_decoded(text.get(..out)?, Span::at(span.start));
    }
    let line_start = file
        .get(..span.start as usize)?
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let mut at = line_start;
    let mut indent = None;
    while at < span.end as usize {
        let end = file
            .get(at..span.end as usize)?
            .find('\n')
            .map_or(span.end as usize, |it| at + it);
        let line = file.get(at..end)?;
        let leading = line.len() - line.trim_start_matches(' ').len();
        let cooked = text.get(out..)?;
        let blank = line.trim().is_empty();
        if !blank {
            let indent = *indent.get_or_insert_with(|| {
                let kept = cooked.len() - cooked.trim_start_matches(' ').len();
                leading.saturating_sub(kept)
            });
            let from = indent.min(leading);
            let content = line.get(from..)?.trim_end_matches('\r');
            // What joins it to the line before.
            let newlines = cooked.len() - cooked.trim_start_matches('\n').len();
            let joint = match newlines {
                0 if out > 0 && cooked.starts_with(' ') && !content.starts_with(' ') => 1,
                count => count,
            };
            if joint > 0 {
                let back = file.get(..at)?.trim_end_matches(['\n', '\r', ' ']).len();
                let place = Span::new(offset(back.max(span.start as usize)), offset(at + from));
                builder.push_decoded(cooked.get(..joint)?, place);
                out += joint;
            }
            let start = offset(at + from);
            builder.push_plain(Span::new(start, start + offset(content.len())));
            out += content.len();
        }
        at = end + 1;
    }
    let tail = text.get(out..)?;
    if !tail.is_empty() {
        builder.push_decoded(tail, Span::at(span.end));
    }
    Some(builder.finish())
}
