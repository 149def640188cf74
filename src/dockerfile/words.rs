//! Splitting arguments into words, in the two ways BuildKit does.

use nom::IResult;
use nom::Parser;
use nom::bytes::complete::{take_while, take_while1};
use nom::multi::many0;
use nom::sequence::preceded;

use crate::text::Range;

use super::blanks;

/// Words between ASCII blanks, without any quoting: `FROM`, `EXPOSE`, `COPY`, `ADD`, `VOLUME`.
pub(super) fn plain(line: &str, args: Range) -> Vec<Range> {
    fn words(source: &str) -> IResult<&str, Vec<&str>> {
        let blank = take_while(blanks::is_ascii);
        many0(preceded(blank, take_while1(|c| !blanks::is_ascii(c)))).parse(source)
    }
    let source = args.of(line);
    let words = words(source).map_or_else(|_| Vec::new(), |(_, words)| words);
    words
        .into_iter()
        .map(|word| within(source, word).shift(args.start))
        .collect()
}

/// The range of `part`, a slice of `whole`, in `whole`.
pub(super) fn within(whole: &str, part: &str) -> Range {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    Range::new(start, start + part.len())
}

/// Words of `ENV`, `LABEL` and `ARG`: between Unicode blanks, with quotes and escapes, which stay
/// in the words. A quote without end reaches to the end of the line.
pub(super) fn quoted(line: &str, args: Range, escape: char) -> Vec<Range> {
    let source = args.of(line);
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut end = source.len();
    let mut chars = source.char_indices();
    while let Some((at, c)) = chars.next() {
        match quote {
            None if blanks::is_unicode(c) => {
                if let Some(start) = start.take() {
                    words.push(Range::new(start, at).shift(args.start));
                }
                continue;
            }
            None if c == '\'' || c == '"' => quote = Some(c),
            Some(open) if c == open => quote = None,
            // A single quote makes even the escape character ordinary.
            Some('\'') => {}
            _ if c == escape && chars.next().is_none() => {
                end = at;
                continue;
            }
            _ => {}
        }
        start.get_or_insert(at);
    }
    if let Some(start) = start {
        words.push(Range::new(start, end).shift(args.start));
    }
    words
}

/// Splits at the first run of ASCII blanks. The second part is absent if nothing follows.
pub(super) fn split_once(line: &str, range: Range) -> (Range, Option<Range>) {
    let source = range.of(line);
    let Some(end) = source.find(blanks::is_ascii) else {
        return (range, None);
    };
    let rest = source.get(end..).unwrap_or_default();
    let start = end + rest.len() - rest.trim_start_matches(blanks::is_ascii).len();
    let second = Range::new(start, source.len()).shift(range.start);
    (
        Range::new(0, end).shift(range.start),
        Some(second).filter(|second| !second.is_empty()),
    )
}

/// Takes Unicode blanks off both ends.
pub(super) fn trim(line: &str, range: Range) -> Range {
    let source = range.of(line);
    let trimmed = source.trim_matches(blanks::is_unicode);
    within(source, trimmed).shift(range.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str, words: Vec<Range>) -> Vec<&str> {
        words.into_iter().map(|word| word.of(line)).collect()
    }

    #[test]
    fn quoted_words_keep_their_quotes() {
        for (line, want) in [
            (
                "a=b c='d e' f=\"g h\"",
                &["a=b", "c='d e'", "f=\"g h\""] as &[&str],
            ),
            ("a=b\\ c d", &["a=b\\ c", "d"]),
            ("a='\\' b", &["a='\\'", "b"]),
            ("a=\"\\\" x\" b", &["a=\"\\\" x\"", "b"]),
            ("a=\"open b", &["a=\"open b"]),
            ("a=b\u{a0}c", &["a=b", "c"]),
            ("a=${b:-x y}", &["a=${b:-x", "y}"]),
            ("a=b\\", &["a=b"]),
            ("", &[]),
        ] {
            let all = Range::new(0, line.len());
            assert_eq!(texts(line, quoted(line, all, '\\')), want, "{line}");
        }
    }

    #[test]
    fn plain_words_know_no_quotes() {
        let line = "x \"a  b\"\tc\u{a0}d ";
        assert_eq!(
            texts(line, plain(line, Range::new(1, line.len()))),
            ["\"a", "b\"", "c\u{a0}d"]
        );
    }
}
