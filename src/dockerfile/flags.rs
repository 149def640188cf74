//! Flags between a keyword and its arguments, and which instruction knows which.

use crate::text::{MappedText, Phase, Problem, Range, Span, nearest};

use super::ast::Flag;

/// Reads leading `--name=value` words of `args`. Gives the flags and what follows them.
///
/// BuildKit does this for every keyword, byte by byte, so that the bytes 0x85 and 0xA0 end a flag
/// even inside a character.
pub(super) fn read<'a>(text: &MappedText<'a>, args: Range, escape: char) -> (Vec<Flag<'a>>, Range) {
    let line = text.as_str();
    let mut flags = Vec::new();
    let mut at = args.start as usize;
    let end = args.end as usize;
    loop {
        let rest = line.get(at..end).unwrap_or_default();
        at += rest.len() - rest.trim_start_matches(ends_flag).len();
        if !line.get(at..end).is_some_and(|rest| rest.starts_with("--")) {
            return (flags, Range::new(at.min(end), end));
        }
        let word = Scan::new(text, at, end, escape).word();
        at = word.behind;
        if word.is_separator() {
            return (flags, Range::new(at.min(end), end));
        }
        flags.push(word.into_flag(text));
    }
}

fn ends_flag(c: char) -> bool {
    let mut bytes = [0; 4];
    let bytes = c.encode_utf8(&mut bytes).as_bytes();
    super::blanks::is_ascii(c) || (c > '\u{7f}' && bytes.iter().any(|b| matches!(b, 0x85 | 0xa0)))
}

/// A flag word being read: where its parts lie, and the value with quotes and escapes taken out.
struct Scan<'t, 'a> {
    text: &'t MappedText<'a>,
    at: usize,
    end: usize,
    escape: char,
}

struct FlagWord {
    range: Range,
    /// Stretches of the line that make up the word once quotes and escapes are gone.
    kept: Vec<Range>,
    behind: usize,
}

impl<'t, 'a> Scan<'t, 'a> {
    fn new(text: &'t MappedText<'a>, at: usize, end: usize, escape: char) -> Self {
        Self {
            text,
            at,
            end,
            escape,
        }
    }

    fn word(self) -> FlagWord {
        let start = self.at;
        let line = self.text.as_str().get(start..self.end).unwrap_or_default();
        let mut kept: Vec<Range> = Vec::new();
        let mut quote = None;
        let mut end = line.len();
        let mut chars = line.char_indices();
        while let Some((at, c)) = chars.next() {
            let mut keep = (at, c);
            match quote {
                None if ends_flag(c) => {
                    end = at;
                    break;
                }
                None if c == '\'' || c == '"' => {
                    quote = Some(c);
                    continue;
                }
                Some(open) if c == open => {
                    quote = None;
                    continue;
                }
                _ if c == self.escape => match chars.next() {
                    Some(next) => keep = next,
                    None => continue,
                },
                _ => {}
            }
            let range = Range::new(start + keep.0, start + keep.0 + keep.1.len_utf8());
            match kept.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => kept.push(range),
            }
        }
        // The blank that ends the word belongs to nobody; half a character may be among them.
        let behind = line
            .get(end..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        FlagWord {
            range: Range::new(start, start + end),
            kept,
            behind: start + end + behind,
        }
    }
}

impl FlagWord {
    fn is_separator(&self) -> bool {
        matches!(self.kept.as_slice(), [only] if only.end - only.start == 2)
    }

    fn into_flag<'a>(self, text: &MappedText<'a>) -> Flag<'a> {
        let line = text.as_str();
        let mut plain = MappedText::build(text.file(), text.offset(self.range.start));
        for range in self.kept {
            plain.push_part(text, range);
        }
        let span = text.span(self.range);
        let plain = plain.finish();
        let body = plain.as_str();
        let equals = body.find('=');
        let name = plain.word(Range::new(2, equals.unwrap_or(body.len())));
        let value = equals.map(|at| plain.slice(Range::new(at + 1, body.len())));
        debug_assert!(self.range.of(line).starts_with("--"));
        Flag { name, value, span }
    }
}

/// How the value of a flag is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    Text,
    List,
    Switch,
}

/// The flags of an instruction. None where BuildKit never looks at them.
fn known(keyword: &str) -> Option<&'static [(&'static str, Value)]> {
    Some(match keyword {
        "FROM" => &[("platform", Value::Text)],
        "RUN" => &[
            ("mount", Value::List),
            ("network", Value::Text),
            ("security", Value::Text),
            ("device", Value::List),
        ],
        "COPY" => &[
            ("from", Value::Text),
            ("chown", Value::Text),
            ("chmod", Value::Text),
            ("link", Value::Switch),
            ("parents", Value::Switch),
            ("exclude", Value::List),
        ],
        "ADD" => &[
            ("chown", Value::Text),
            ("chmod", Value::Text),
            ("checksum", Value::Text),
            ("link", Value::Switch),
            ("keep-git-dir", Value::Switch),
            ("unpack", Value::Switch),
            ("exclude", Value::List),
        ],
        "HEALTHCHECK" => &[
            ("interval", Value::Text),
            ("timeout", Value::Text),
            ("start-period", Value::Text),
            ("start-interval", Value::Text),
            ("retries", Value::Text),
        ],
        "CMD" | "ENTRYPOINT" | "ENV" | "EXPOSE" | "LABEL" | "MAINTAINER" | "ONBUILD" | "SHELL"
        | "USER" | "VOLUME" | "WORKDIR" => &[],
        _ => return None,
    })
}

/// What BuildKit refuses about the flags of the instruction `keyword` (upper case).
pub(super) fn check(keyword: &str, flags: &[Flag<'_>], problems: &mut Vec<Problem>) {
    let Some(known) = known(keyword) else {
        return;
    };
    for (index, flag) in flags.iter().enumerate() {
        let mut report = |id, span: Span, message: String, help: Option<String>| {
            let mut problem = Problem::new(id, Phase::Instruction, span, message);
            problem.help = help;
            problems.push(problem);
        };
        let name = &*flag.name;
        let Some(&(_, value)) = known.iter().find(|(known, _)| *known == name) else {
            let help = nearest(name, known.iter().map(|(name, _)| *name))
                .map(|name| format!("did you mean `--{name}`?"));
            report(
                "unknown-flag",
                flag.span,
                format!("`{keyword}` has no flag `--{name}`"),
                help,
            );
            continue;
        };
        let repeated = flags
            .iter()
            .take(index)
            .any(|earlier| *earlier.name == *name);
        if repeated && value != Value::List {
            report(
                "repeated-flag",
                flag.span,
                format!("`--{name}` is given twice"),
                None,
            );
        } else if value == Value::Switch {
            let text = flag.text();
            let known = text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false");
            if flag.value.is_some() && !known {
                let message = format!("`--{name}` is either `true` or `false`, not `{text}`");
                report("bad-switch", flag.span, message, None);
            }
        } else if flag.value.is_none() {
            let help = Some(format!("write `--{name}=…`"));
            report(
                "missing-flag-value",
                flag.span,
                format!("`--{name}` has no value"),
                help,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(line: &str) -> String {
        let text = MappedText::plain(line, Span::new(0, crate::text::offset(line.len())));
        let (flags, rest) = read(&text, text.all(), '\\');
        let flags: Vec<_> = flags
            .iter()
            .map(|flag| match &flag.value {
                Some(value) => format!("{}={}", &*flag.name, value.as_str()),
                None => flag.name.to_string(),
            })
            .collect();
        format!("{} | {}", flags.join(" "), rest.of(line))
    }

    #[test]
    fn flags_end_at_the_first_other_word() {
        for (line, want) in [
            ("--a=b --c d --e", "a=b c | d --e"),
            ("-a b", " | -a b"),
            ("-- --foo", " | --foo"),
            ("--a='b c' \"--d\" e", "a=b c | \"--d\" e"),
            ("--a=\"b\\\"c\" d", "a=b\"c | d"),
            ("--a=b\\ c d", "a=b c | d"),
            ("--a='open d e", "a=open d e | "),
            ("--a=\u{e0}b c", "a= | b c"),
            ("--a", "a | "),
            ("", " | "),
        ] {
            assert_eq!(shape(line), want, "{line}");
        }
    }
}
