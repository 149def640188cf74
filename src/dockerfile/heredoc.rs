//! Here-documents: which words open one, and where its body lies.
//!
//! BuildKit lexes the whole logical line with its own word grammar and looks at each word, so the
//! answer differs from a shell's: `cat<<EOF` opens none, `$((1 << 2))` does, and a line that the
//! grammar refuses has none at all.

use std::borrow::Cow;

use nom::IResult;
use nom::Parser;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{char, digit0};
use nom::combinator::{opt, recognize};

use crate::text::{MappedText, Range, Span, Word};

use super::lex::{Lexing, skip_dollar};

/// One here-document of an instruction.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Heredoc<'a> {
    /// The word that opens it, such as `<<-"EOF"`.
    pub opener: Word<'a>,
    /// The delimiter without quotes.
    pub name: Cow<'a, str>,
    /// The file descriptor in front of `<<`.
    pub fd: Option<u32>,
    /// Written `<<-`: leading tabs of the body and the terminator do not count.
    pub strip_tabs: bool,
    /// The delimiter is not quoted, so `COPY` and `ADD` expand variables in the body.
    pub expands: bool,
    /// The lines of the body with their line breaks.
    pub body: Span,
    /// The terminator without blanks and line break. None if it is missing.
    pub terminator: Option<Span>,
}

impl<'a> Heredoc<'a> {
    /// The body as the consumer sees it, that is without leading tabs after `<<-`.
    pub fn text(&self, file: &'a str) -> MappedText<'a> {
        if !self.strip_tabs {
            return MappedText::plain(file, self.body);
        }
        let mut text = MappedText::build(file, self.body.start);
        let mut at = self.body.start;
        for line in self.body.of(file).split_inclusive('\n') {
            let end = at + crate::text::offset(line.len());
            let tabs = line.len() - line.trim_start_matches('\t').len();
            text.push_plain(Span::new(at + crate::text::offset(tabs), end));
            at = end;
        }
        text.finish()
    }
}

/// A word that opens a here-document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opener {
    /// The word in the logical line.
    pub range: Range,
    pub name: String,
    pub fd: Option<u32>,
    pub strip_tabs: bool,
    pub expands: bool,
}

impl Opener {
    /// What of a line is compared with the delimiter: all but its break, and for `<<-` its leading
    /// tabs.
    pub(super) fn content<'l>(&self, line: &'l str) -> &'l str {
        let content = line.trim_end_matches(['\r', '\n']);
        if self.strip_tabs {
            content.trim_start_matches('\t')
        } else {
            content
        }
    }
}

/// Here-documents are always lexed with a backslash, whatever `# escape=` says.
const LEXING: Lexing = Lexing {
    escape: '\\',
    quotes: true,
};

/// The words of a logical line that open here-documents, in order. None if the line cannot be
/// lexed.
pub(super) fn openers(line: &str) -> Vec<Opener> {
    if !line.contains("<<") {
        return Vec::new();
    }
    words(line)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|word| opener(line, word))
        .collect()
}

/// Reads one word as an opener on its own, as the sources of `COPY` are.
pub(super) fn opener_word(word: &str) -> bool {
    match words(word).as_deref() {
        Some([only]) => opener(word, *only).is_some(),
        _ => false,
    }
}

/// The words of a line, quotes and escapes kept; words with an operator substitution left out,
/// since BuildKit loses the text before it. None if a quote or a brace is open or wrong.
fn words(line: &str) -> Option<Vec<Range>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut spoilt = false;
    let mut at = 0;
    while let Some(c) = line.get(at..)?.chars().next() {
        let here = at;
        at += c.len_utf8();
        match c {
            '\\' => at += line.get(at..)?.chars().next().map_or(0, char::len_utf8),
            '\'' => at += line.get(at..)?.find('\'')? + 1,
            '"' => at = skip_double_quoted(line, at)?,
            '$' => {
                let (behind, operator) = skip_dollar(line, here, LEXING).ok()?;
                spoilt |= operator;
                at = behind;
            }
            '<' if line.get(at..)?.starts_with('<') => {
                at += 1;
                let rest = line.get(at..)?;
                at += rest.len() - rest.trim_start_matches(['\t', '\r', ' ']).len();
            }
            c if c.is_whitespace() => {
                if let Some(start) = start.take().filter(|_| !spoilt) {
                    words.push(Range::new(start, here));
                }
                spoilt = false;
                continue;
            }
            _ => {}
        }
        start.get_or_insert(here);
    }
    if let Some(start) = start.filter(|_| !spoilt) {
        words.push(Range::new(start, line.len()));
    }
    Some(words)
}

fn skip_double_quoted(line: &str, mut at: usize) -> Option<usize> {
    while let Some(c) = line.get(at..)?.chars().next() {
        match c {
            '"' => return Some(at + 1),
            '$' => at = skip_dollar(line, at, LEXING).ok()?.0,
            '\\' => {
                at += 1;
                if line.get(at..)?.starts_with(['"', '$', '\\']) {
                    at += 1;
                }
            }
            _ => at += c.len_utf8(),
        }
    }
    None
}

/// `[digits] << [-] [blanks] rest`, where the rest has no `<`.
fn shape(word: &str) -> IResult<&str, (&str, Option<char>, &str)> {
    let (rest, (fd, _, dash, _)) = (
        digit0,
        tag("<<"),
        opt(char('-')),
        take_while(|c: char| matches!(c, '\t' | '\n' | '\u{c}' | '\r' | ' ')),
    )
        .parse(word)?;
    let (rest, name) = recognize(take_while(|c| c != '<')).parse(rest)?;
    Ok((rest, (fd, dash, name)))
}

fn opener(line: &str, range: Range) -> Option<Opener> {
    let ("", (fd, dash, rest)) = shape(range.of(line)).ok()? else {
        return None;
    };
    let (name, quoted) = delimiter(rest)?;
    let fd = if fd.is_empty() {
        None
    } else {
        Some(fd.parse().unwrap_or(u32::MAX))
    };
    Some(Opener {
        range,
        name,
        fd,
        strip_tabs: dash.is_some(),
        expands: !quoted,
    })
}

/// The delimiter without quotes and escapes, and whether it had quotes. None if the text is not
/// exactly one non-empty word.
fn delimiter(rest: &str) -> Option<(String, bool)> {
    let [word] = words(rest)?[..] else {
        return None;
    };
    let mut name = String::new();
    let mut quoted = false;
    let mut chars = word.of(rest).chars().peekable();
    let mut quote = None;
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('\'' | '"', None) => {
                quote = Some(c);
                quoted = true;
            }
            (c, Some(open)) if c == open => quote = None,
            ('\\', None) => name.extend(chars.next()),
            ('\\', Some('"')) => match chars.peek() {
                Some('"' | '$' | '\\') => name.extend(chars.next()),
                _ => name.push(c),
            },
            (c, _) => name.push(c),
        }
    }
    (!name.is_empty()).then_some((name, quoted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        openers(line)
            .into_iter()
            .map(|opener| opener.name)
            .collect()
    }

    #[test]
    fn what_opens_a_heredoc_and_what_only_looks_like_one() {
        for (line, want) in [
            ("RUN <<EOF", &["EOF"] as &[&str]),
            ("RUN x <<EOF y", &["EOF"]),
            ("RUN x && <<EOF", &["EOF"]),
            ("RUN 3<<EOF", &["EOF"]),
            ("RUN <<A cmd <<B", &["A", "B"]),
            ("RUN << EOF", &["EOF"]),
            ("RUN <<\tEOF", &["EOF"]),
            ("RUN <<- EOF", &[]),
            ("RUN << -EOF", &["-EOF"]),
            ("RUN cat<<EOF", &[]),
            ("RUN x&&<<EOF", &[]),
            ("RUN tee f<<EOF", &[]),
            ("RUN cat <<EOF>f", &["EOF>f"]),
            ("RUN (cat <<EOF)", &["EOF)"]),
            ("RUN cat <<EOF;", &["EOF;"]),
            ("RUN cat <<EOF|sh", &["EOF|sh"]),
            ("RUN x <<<word", &[]),
            ("RUN echo \"<<EOF\"", &[]),
            ("RUN echo '<<EOF'", &[]),
            ("RUN echo \\<<EOF", &[]),
            ("RUN echo $((1<<2))", &[]),
            ("RUN echo $((1 << 2))", &["2))"]),
            ("RUN echo $((1 <<2))", &["2))"]),
            ("RUN x # <<EOF", &["EOF"]),
            ("RUN <<\"\"", &[]),
            ("RUN <<$X", &["$X"]),
            ("RUN <<${X}", &["${X}"]),
            ("RUN <<${X:-A}", &[]),
            ("RUN copy C:\\ <<EOF", &[]),
            ("RUN echo it's <<EOF", &[]),
            ("RUN echo ${x:0:1} <<EOF", &[]),
            ("RUN echo ${x#a} <<EOF", &["EOF"]),
            ("RUN <<\\EOF", &["EOF"]),
            ("COPY <<\"E F\" /x", &["E F"]),
            ("RUN <<E'O'F", &["EOF"]),
        ] {
            assert_eq!(names(line), want, "{line}");
        }
    }

    #[test]
    fn quotes_in_the_delimiter_stop_expansion() {
        for (line, want) in [
            ("COPY <<EOF /x", true),
            ("COPY <<\\EOF /x", true),
            ("COPY <<eo\\'f /x", true),
            ("COPY <<'EOF' /x", false),
            ("COPY <<\"EOF\" /x", false),
            ("COPY <<E'O'F /x", false),
        ] {
            assert_eq!(openers(line)[0].expands, want, "{line}");
        }
    }
}
