//! Parser directives: `# syntax=`, `# escape=`, `# check=` at the top of the file.

use nom::IResult;
use nom::Parser;
use nom::bytes::complete::{take_while, take_while1};
use nom::character::complete::{char, satisfy};
use nom::combinator::recognize;

use crate::text::{MappedText, Phase, Problem, Range, Span, nearest};

use super::ast::Directive;
use super::blanks;
use super::lines::Line;
use super::words::within;

/// Reads directives as long as they stand at the top, and keeps what they say.
#[derive(Debug)]
pub(super) struct Directives<'a> {
    text: &'a str,
    /// The escape character in force.
    pub escape: char,
    pub list: Vec<Directive<'a>>,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Every line so far was a directive.
    Top,
    /// The first line is `#!`. BuildKit's parser sees no directives behind it, but its reader of
    /// `syntax` and `check` does.
    BehindShebang,
    Done,
}

impl<'a> Directives<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            escape: '\\',
            list: Vec::new(),
            state: State::Top,
        }
    }

    /// Takes the line if it is a directive. The first line that is none ends them all.
    pub(super) fn take(&mut self, line: Line, problems: &mut Vec<Problem>) -> bool {
        if self.state == State::Done {
            return false;
        }
        let content = line.content.of(self.text);
        let trimmed = content.trim_start_matches(blanks::is_unicode);
        if line.span.start == 0 && content.starts_with("#!") {
            self.state = State::BehindShebang;
            return false;
        }
        let known = directive(trimmed)
            .ok()
            .map(|(_, found)| found)
            .and_then(|(name, value)| {
                let name_lower = name.to_ascii_lowercase();
                let known = ["syntax", "escape", "check"]
                    .into_iter()
                    .find(|it| *it == name_lower)?;
                let seen = self.state == State::Top || (known != "escape" && trimmed == content);
                seen.then_some((known, name, value))
            });
        let Some((known, name, value)) = known else {
            self.state = State::Done;
            return false;
        };
        let text = MappedText::plain(self.text, line.content);
        let word = |part: &str| text.word(within(content, part));
        let start = text.offset(within(content, trimmed).start);
        let directive = Directive {
            name: word(name),
            value: word(value),
            span: Span::new(start, word(value).span.end),
            effective: known == "escape" || trimmed == content,
        };
        self.check(known, &directive, problems);
        self.list.push(directive);
        true
    }

    fn check(&mut self, known: &str, directive: &Directive<'_>, problems: &mut Vec<Problem>) {
        let repeated = self
            .list
            .iter()
            .any(|other| other.name.eq_ignore_ascii_case(known));
        if repeated && self.state == State::Top {
            let message = format!("the parser directive `{known}` is given twice");
            let problem =
                Problem::new("repeated-directive", Phase::Syntax, directive.span, message);
            problems.push(problem.help("delete one of them"));
        } else if known == "escape" {
            match &*directive.value {
                "\\" => self.escape = '\\',
                "`" => self.escape = '`',
                other => {
                    let message = format!("`{other}` cannot be the escape character");
                    let span = directive.value.span;
                    let problem = Problem::new("bad-escape", Phase::Syntax, span, message);
                    problems.push(problem.help("use a backslash or a backtick, alone on its line"));
                }
            }
        } else if known == "check" && directive.effective {
            problems.extend(check_options(directive));
        }
    }
}

/// `# name = value`
fn directive(line: &str) -> IResult<&str, (&str, &str)> {
    let blank = || take_while(blanks::in_directive);
    let name = recognize((
        satisfy(|c| c.is_ascii_alphabetic()),
        take_while(|c: char| c.is_ascii_alphanumeric()),
    ));
    let (rest, (_, _, name, _, _, _)) =
        (char('#'), blank(), name, blank(), char('='), blank()).parse(line)?;
    let (rest, value) = take_while1(|_| true).parse(rest)?;
    Ok((rest, (name, value.trim_end_matches(blanks::in_directive))))
}

/// What `# check=` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckOptions<'t> {
    /// Names behind `skip=`, among them perhaps `all`, with their ranges in the value.
    pub skip: Vec<(&'t str, Range)>,
    /// Names behind `experimental=`.
    pub experimental: Vec<(&'t str, Range)>,
    /// `error=true`
    pub error: bool,
}

/// Reads the value of a `check` directive or comment: `skip=A,B;error=true`. It ends at the first
/// space; of repeated options the last counts. `Err` is the part that is wrong, and why.
pub fn read_check(value: &str) -> Result<CheckOptions<'_>, (Range, &'static str)> {
    let value = value.split(' ').next().unwrap_or_default();
    let mut options = CheckOptions::default();
    for part in value.splitn(3, ';') {
        let range = within(value, part);
        let Some((key, rest)) = part.trim().split_once('=') else {
            return Err((range, "an option without `=`"));
        };
        let names = || {
            rest.split(',')
                .map(|it| (it.trim(), within(value, it.trim())))
                .collect()
        };
        match key.trim() {
            "skip" => options.skip = names(),
            "experimental" => options.experimental = names(),
            "error" => {
                let known = go_bool(rest.trim()).ok_or((within(value, rest), "no boolean"))?;
                options.error = known;
            }
            _ => return Err((range, "an unknown option")),
        }
    }
    Ok(options)
}

/// Booleans as Go's standard library reads them.
pub(super) fn go_bool(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Some(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Some(false),
        _ => None,
    }
}

fn check_options(directive: &Directive<'_>) -> Option<Problem> {
    let (range, what) = read_check(&directive.value).err()?;
    let start = directive.value.span.start;
    let span = Span::new(start + range.start, start + range.end);
    let span = if span.is_empty() {
        directive.value.span
    } else {
        span
    };
    let message = format!("`check` has {what}");
    let problem = Problem::new("bad-check-directive", Phase::Options, span, message);
    let key = range
        .of(&directive.value)
        .split('=')
        .next()
        .unwrap_or_default();
    Some(
        match nearest(key.trim(), ["skip", "experimental", "error"]) {
            Some(option) if option != key => problem.help(format!("did you mean `{option}=`?")),
            _ => problem.help("write `skip=NAME,NAME`, `experimental=NAME` or `error=true`"),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_values() {
        let names = |value| {
            read_check(value).map(|options| {
                let skip: Vec<_> = options.skip.into_iter().map(|(name, _)| name).collect();
                (skip, options.error)
            })
        };
        assert_eq!(names("skip=A,B;error=true why"), Ok((vec!["A", "B"], true)));
        assert_eq!(names("skip=A, B"), Ok((vec!["A", ""], false)));
        assert_eq!(names("skip=A;skip=B"), Ok((vec!["B"], false)));
        assert_eq!(names("error=yes").unwrap_err().0, Range::new(6, 9));
        assert_eq!(names("skip=A;").unwrap_err().0, Range::new(7, 7));
        assert_eq!(names("foo=1").unwrap_err().0, Range::new(0, 5));
        assert!(names("skip=a;skip=b;error=1;error=1").is_err());
    }
}
