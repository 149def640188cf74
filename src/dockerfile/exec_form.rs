//! Exec form: a JSON array of strings.
//!
//! BuildKit tries JSON first and falls back to shell form without a word, so the place at which
//! JSON breaks off is worth keeping. Source: RFC 8259, and "Shell and exec form" of the
//! Dockerfile reference.

use nom::IResult;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{char, digit0, digit1, one_of, satisfy};
use nom::combinator::{opt, recognize};

use crate::text::{MappedText, Range, Word};

/// What a text turned out to be.
#[derive(Debug)]
pub(super) enum ExecForm<'a> {
    /// A JSON array of strings.
    Array(Vec<Word<'a>>),
    /// A JSON array with something else in it: an error for Docker.
    NotString(Range),
    /// Starts with `[` but is no JSON; the place where it breaks off.
    NotJson(Range),
    /// Does not start with `[`.
    Plain,
}

/// Reads `args`, a trimmed range of the logical line `text`.
pub(super) fn read<'a>(text: &MappedText<'a>, args: Range) -> ExecForm<'a> {
    let source = args.of(text.as_str());
    if !source.starts_with('[') {
        return ExecForm::Plain;
    }
    match array(source) {
        Ok(elements) => {
            let mut words = Vec::with_capacity(elements.len());
            for (range, kind) in elements {
                let range = range.shift(args.start);
                match kind {
                    Element::Plain => words.push(text.word(range)),
                    Element::Escaped => words.push(decode(text, range)),
                    Element::Other => return ExecForm::NotString(range),
                }
            }
            ExecForm::Array(words)
        }
        Err(at) => {
            // At the end of the text there is nothing to point at but its last character.
            let rest = source.get(at..).filter(|rest| !rest.is_empty());
            let last = source
                .char_indices()
                .next_back()
                .map_or(0, |(last, _)| last);
            let start = if rest.is_some() { at } else { last };
            let c = source.get(start..).and_then(|rest| rest.chars().next());
            let end = start + c.map_or(0, char::len_utf8);
            ExecForm::NotJson(Range::new(start, end).shift(args.start))
        }
    }
}

fn decode<'a>(text: &MappedText<'a>, range: Range) -> Word<'a> {
    let decoded = string_text(text, range);
    Word {
        text: decoded.as_str().to_owned().into(),
        range,
        span: text.span(range),
    }
}

/// The decoded text of a JSON string, with the way back to the file. `inner` is what stands
/// between its quotes in `text`.
pub fn string_text<'a>(text: &MappedText<'a>, inner: Range) -> MappedText<'a> {
    let source = inner.of(text.as_str());
    if !source.contains('\\') {
        return text.slice(inner);
    }
    let mut out = MappedText::build(text.file(), text.offset(inner.start));
    let mut at = 0;
    while at < source.len() {
        let rest = source.get(at..).unwrap_or_default();
        let plain = rest.find('\\').unwrap_or(rest.len());
        out.push_part(text, Range::new(at, at + plain).shift(inner.start));
        at += plain;
        if let Some((decoded, len)) = escape(rest.get(plain..).unwrap_or_default()) {
            let span = text.span(Range::new(at, at + len).shift(inner.start));
            out.push_decoded(decoded.encode_utf8(&mut [0; 4]), span);
            at += len;
        }
    }
    out.finish()
}

/// The character of an escape sequence at the start of `text`, and its length in bytes.
fn escape(text: &str) -> Option<(char, usize)> {
    let c = match text.as_bytes().get(1)? {
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return Some(unicode_escape(text)),
        &other => other as char,
    };
    Some((c, 2))
}

/// `\uXXXX`, or a pair of them. A lone surrogate becomes U+FFFD, as in Go.
fn unicode_escape(text: &str) -> (char, usize) {
    let unit = |at: usize| {
        text.get(at..at + 2).filter(|mark| *mark == "\\u")?;
        text.get(at + 2..at + 6)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
    };
    match (unit(0), unit(6)) {
        (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) => {
            let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            (
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
                12,
            )
        }
        (Some(code), _) => (
            char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
            6,
        ),
        (None, _) => (char::REPLACEMENT_CHARACTER, text.len().min(2)),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Plain,
    Escaped,
    Other,
}

/// The elements of an array, strings without their quotes. `Err` is the offset at which the text
/// stops being one JSON array.
fn array(source: &str) -> Result<Vec<(Range, Element)>, usize> {
    let at = |rest: &str| source.len() - rest.len();
    let mut elements = Vec::new();
    let mut rest = blanks(source.get(1..).unwrap_or_default());
    if let Some(behind) = rest.strip_prefix(']') {
        rest = behind;
    } else {
        loop {
            rest = blanks(rest);
            let start = at(rest);
            rest = if rest.starts_with('"') {
                let (behind, inner) = string(rest).map_err(&at)?;
                let kind = if inner.contains('\\') {
                    Element::Escaped
                } else {
                    Element::Plain
                };
                elements.push((Range::new(start + 1, start + 1 + inner.len()), kind));
                behind
            } else {
                let behind = value(rest).map_err(&at)?;
                elements.push((Range::new(start, at(behind)), Element::Other));
                behind
            };
            rest = blanks(rest);
            match rest.as_bytes().first() {
                Some(b',') => rest = rest.get(1..).unwrap_or_default(),
                Some(b']') => {
                    rest = rest.get(1..).unwrap_or_default();
                    break;
                }
                _ => return Err(at(rest)),
            }
        }
    }
    let rest = blanks(rest);
    if rest.is_empty() {
        Ok(elements)
    } else {
        Err(at(rest))
    }
}

/// Skips any JSON value. Works without recursion, since the text may nest at will.
fn value(source: &str) -> Result<&str, &str> {
    let mut open = Vec::new();
    let mut rest = source;
    loop {
        rest = blanks(rest);
        let empty = match rest.as_bytes().first() {
            Some(b'[') => blanks(&rest[1..]).starts_with(']'),
            Some(b'{') => blanks(&rest[1..]).starts_with('}'),
            _ => false,
        };
        match rest.as_bytes().first() {
            Some(&bracket @ (b'[' | b'{')) if empty => {
                let close = if bracket == b'[' { ']' } else { '}' };
                rest = blanks(&rest[1..]).strip_prefix(close).unwrap_or(rest);
            }
            Some(b'[') => {
                open.push(']');
                rest = &rest[1..];
                continue;
            }
            Some(b'{') => {
                open.push('}');
                rest = key(&rest[1..])?;
                continue;
            }
            Some(b'"') => rest = string(rest)?.0,
            _ => rest = scalar(rest).map_err(|_| rest)?.0,
        }
        loop {
            let Some(&close) = open.last() else {
                return Ok(rest);
            };
            rest = blanks(rest);
            if let Some(behind) = rest.strip_prefix(close) {
                open.pop();
                rest = behind;
            } else {
                rest = rest.strip_prefix(',').ok_or(rest)?;
                if close == '}' {
                    rest = key(rest)?;
                }
                break;
            }
        }
    }
}

/// `"key" :` of an object.
fn key(source: &str) -> Result<&str, &str> {
    let rest = blanks(source);
    let rest = if rest.starts_with('"') {
        blanks(string(rest)?.0)
    } else {
        return Err(rest);
    };
    rest.strip_prefix(':').ok_or(rest)
}

/// A string with its quotes; gives what is between them. `Err` is where it goes wrong.
fn string(source: &str) -> Result<(&str, &str), &str> {
    let body = source.get(1..).unwrap_or_default();
    let mut rest = body;
    loop {
        rest = plain(rest).map_or(rest, |(rest, _)| rest);
        match rest.as_bytes().first() {
            Some(b'"') => {
                let inner = &body[..body.len() - rest.len()];
                return Ok((&rest[1..], inner));
            }
            Some(b'\\') => rest = escape_sequence(rest).map_err(|_| rest)?.0,
            _ => return Err(rest),
        }
    }
}

/// Characters that stand for themselves in a string.
fn plain(source: &str) -> IResult<&str, &str> {
    // U+001A stands for a byte that is no UTF-8, which Go's decoder lets pass.
    take_while1(|c: char| c != '"' && c != '\\' && (c >= ' ' || c == '\u{1a}')).parse(source)
}

fn escape_sequence(source: &str) -> IResult<&str, &str> {
    let hex = || satisfy(|c| c.is_ascii_hexdigit());
    let unicode = recognize((char('u'), hex(), hex(), hex(), hex()));
    recognize((char('\\'), alt((unicode, recognize(one_of("\"\\/bfnrt")))))).parse(source)
}

/// A number, `true`, `false` or `null`.
fn scalar(source: &str) -> IResult<&str, &str> {
    let integer = alt((tag("0"), recognize((one_of("123456789"), digit0))));
    let fraction = (char('.'), digit1);
    let exponent = (one_of("eE"), opt(one_of("+-")), digit1);
    let number = recognize((opt(char('-')), integer, opt(fraction), opt(exponent)));
    alt((tag("true"), tag("false"), tag("null"), number)).parse(source)
}

fn blanks(source: &str) -> &str {
    let blank =
        take_while::<_, _, nom::error::Error<&str>>(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
    let mut blank = blank;
    blank.parse(source).map_or(source, |(rest, _)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn shape(source: &str) -> String {
        let text = MappedText::plain(source, Span::new(0, crate::text::offset(source.len())));
        match read(&text, text.all()) {
            ExecForm::Array(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("<{}>", &**word)).collect();
                words.concat()
            }
            ExecForm::NotString(range) => format!("not a string: {}", range.of(source)),
            ExecForm::NotJson(range) => format!("broken at {}", range.start),
            ExecForm::Plain => "plain".to_owned(),
        }
    }

    #[test]
    fn json_arrays_and_what_falls_back() {
        for (source, want) in [
            (r#"["a", "b c"]"#, "<a><b c>"),
            ("[]", ""),
            (r#"[ "a" , "b" ] "#, "<a><b>"),
            (
                r#"["\u00e9\n\"\/", "\ud83d\ude00", "\ud800x"]"#,
                "<é\n\"/><😀><\u{fffd}x>",
            ),
            (r#"["a", 1]"#, "not a string: 1"),
            (
                r#"["a", [[], {"k": [null]}], 1]"#,
                r#"not a string: [[], {"k": [null]}]"#,
            ),
            (r"[-1.5e+3]", "not a string: -1.5e+3"),
            ("['a']", "broken at 1"),
            (r#"["a",]"#, "broken at 5"),
            (r#"["a" "b"]"#, "broken at 5"),
            (r#"["a""#, "broken at 3"),
            (r#"["a"#, "broken at 2"),
            (r#"["a"] # x"#, "broken at 6"),
            (r#"["C:\x"]"#, "broken at 4"),
            ("[\"a\tb\"]", "broken at 3"),
            ("[ -f x ]", "broken at 2"),
            ("[01]", "broken at 2"),
            ("sh -c x", "plain"),
        ] {
            assert_eq!(shape(source), want, "{source}");
        }
    }

    #[test]
    fn deep_nesting_needs_no_stack() {
        let source = format!("[{}", "[".repeat(1_000_000));
        assert_eq!(shape(&source), format!("broken at {}", source.len() - 1));
    }

    #[test]
    fn escapes_map_back_to_the_file() {
        let source = r#"["a\tb"]"#;
        let text = MappedText::plain(source, Span::new(0, 8));
        let ExecForm::Array(words) = read(&text, text.all()) else {
            panic!("no array")
        };
        let decoded = string_text(&text, words[0].range);
        assert_eq!(decoded.as_str(), "a\tb");
        assert_eq!(decoded.span(Range::new(1, 2)), Span::new(3, 5));
        assert_eq!(decoded.span(Range::new(2, 3)), Span::new(5, 6));
    }
}
