//! Comments that steer a linter: ours, hadolint's, BuildKit's.

use nom::IResult;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{char, space0, space1};
use nom::combinator::{opt, value};

use crate::dockerfile::Dockerfile;
use crate::dockerfile::ast::Kind;
use crate::text::{Span, offset};

use super::checks::{Check, CheckPlace};

/// One such comment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pragma<'s> {
    /// What it asks for.
    pub kind: PragmaKind<'s>,
    /// The program it speaks to.
    pub tool: Tool,
    /// The comment from `#` on.
    pub span: Span,
    /// Index of the instruction in which it stands, if it stands in one.
    pub inside: Option<usize>,
}

/// The program a comment speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// This one: `# plimsoll …`
    Plimsoll,
    /// `# hadolint …`
    Hadolint,
    /// `# check=…`
    BuildKit,
    /// `# shellcheck disable=…`
    ShellCheck,
}

/// What a comment asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PragmaKind<'s> {
    /// Ignore rules in the next instruction, or on the next line of a continued one.
    IgnoreNext(Vec<Code<'s>>),
    /// Ignore rules in the stage.
    IgnoreStage(Vec<Code<'s>>),
    /// Ignore rules in the whole file.
    IgnoreFile(Vec<Code<'s>>),
    /// Take the shell to be this program.
    Shell(&'s str),
    /// It starts like a pragma but cannot be understood from here on.
    Malformed(Span),
}

/// A rule named in a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code<'s> {
    /// The code or name as written.
    pub text: &'s str,
    /// Its place.
    pub span: Span,
}

/// All pragmas of a file, in file order.
pub(super) fn read<'s>(tree: &Dockerfile<'s>, checks: &[Check<'s>]) -> Vec<Pragma<'s>> {
    let mut pragmas: Vec<_> = tree
        .comments
        .iter()
        .filter_map(|it| addressed(it.span.of(tree.text), it.span.start, it.inside))
        .collect();
    for check in checks {
        let codes = check_codes(check);
        pragmas.push(Pragma {
            kind: match check.place {
                CheckPlace::File => PragmaKind::IgnoreFile(codes),
                CheckPlace::Next(_) => PragmaKind::IgnoreNext(codes),
            },
            tool: Tool::BuildKit,
            span: check.span,
            inside: None,
        });
    }
    for instruction in &tree.instructions {
        let it = instruction.trigger();
        for heredoc in it
            .heredocs
            .iter()
            .filter(|_| matches!(it.kind, Kind::Run(_)))
        {
            pragmas.extend(in_body(tree.text, heredoc.body, it.index));
        }
    }
    pragmas.sort_by_key(|pragma| pragma.span.start);
    pragmas
}

/// Comments of a shell script in a here-document.
fn in_body(file: &str, body: Span, instruction: usize) -> Vec<Pragma<'_>> {
    let text = body.of(file);
    let names = ["plimsoll", "hadolint", "shellcheck"];
    if !names.iter().any(|name| text.contains(name)) {
        return Vec::new();
    }
    let mut pragmas = Vec::new();
    let mut at = body.start;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        let indent = content.len() - content.trim_start_matches([' ', '\t']).len();
        let comment = content.get(indent..).unwrap_or_default();
        pragmas.extend(addressed(comment, at + offset(indent), Some(instruction)));
        at += offset(line.len());
    }
    pragmas
}

/// A comment that names this program or hadolint.
pub(super) fn addressed(text: &str, start: u32, inside: Option<usize>) -> Option<Pragma<'_>> {
    let (rest, tool) = addressee(text).ok()?;
    let place = |part: &str| {
        let at = start + offset(text.len() - rest.len());
        let from = at + offset((part.as_ptr() as usize).saturating_sub(rest.as_ptr() as usize));
        Span::new(from, from + offset(part.len()))
    };
    let span = Span::new(start, start + offset(text.trim_end().len()));
    let codes = |list| -> Vec<_> {
        let codes = code_list(list).into_iter();
        let code = |text| Code {
            text,
            span: place(text),
        };
        codes.map(code).collect()
    };
    if tool == Tool::ShellCheck {
        // Its other directives are for ShellCheck alone.
        let kind = PragmaKind::IgnoreNext(codes(rest.strip_prefix("disable=")?));
        return Some(Pragma {
            kind,
            tool,
            span,
            inside,
        });
    }
    let kind = match order(rest) {
        Ok((tail, Order::Shell)) => match shell_word(tail) {
            Ok((_, word)) => PragmaKind::Shell(word),
            Err(_) => PragmaKind::Malformed(span),
        },
        Ok((tail, order)) => {
            let codes = codes(tail);
            match order {
                _ if codes.is_empty() => PragmaKind::Malformed(span),
                Order::Stage => PragmaKind::IgnoreStage(codes),
                Order::File => PragmaKind::IgnoreFile(codes),
                Order::Next | Order::Shell => PragmaKind::IgnoreNext(codes),
            }
        }
        // Prose that happens to begin with the name of the program is no pragma.
        Err(_) if !rest.contains("ignore") || !rest.contains('=') => return None,
        Err(_) => PragmaKind::Malformed(span),
    };
    Some(Pragma {
        kind,
        tool,
        span,
        inside,
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Next,
    Stage,
    File,
    Shell,
}

fn addressee(text: &str) -> IResult<&str, Tool> {
    let tool = alt((
        value(Tool::Plimsoll, tag("plimsoll")),
        value(Tool::Hadolint, tag("hadolint")),
        value(Tool::ShellCheck, tag("shellcheck")),
    ));
    let (rest, (_, _, tool, _)) = (char('#'), space0, tool, space1).parse(text)?;
    Ok((rest, tool))
}

/// What to do, up to and with the `=`.
fn order(text: &str) -> IResult<&str, Order> {
    let word = alt((
        value(Order::Stage, tag("ignore-stage")),
        value(Order::File, tag("ignore-file")),
        value(Order::Stage, (tag("stage"), space1, tag("ignore"))),
        value(Order::File, (tag("global"), space1, tag("ignore"))),
        value(Order::Next, tag("ignore")),
        value(Order::Shell, tag("shell")),
    ));
    let (rest, (order, _, _, _)) = (word, space0, char('='), space0).parse(text)?;
    Ok((rest, order))
}

fn shell_word(text: &str) -> IResult<&str, &str> {
    take_while1(|c: char| !c.is_whitespace()).parse(text)
}

/// Codes or names separated by commas. Whatever follows the last one is a reason; a code among
/// the first words of it was surely meant as one.
fn code_list(text: &str) -> Vec<&str> {
    let mut codes = Vec::new();
    let mut rest = text;
    while let Ok((tail, code)) = code(rest) {
        codes.push(code);
        let (behind, comma) = separator(tail).unwrap_or((tail, false));
        let more = comma || code_like(behind);
        if !more {
            break;
        }
        rest = behind;
    }
    codes
}

fn code(text: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_alphanumeric() || c == '-').parse(text)
}

fn separator(text: &str) -> IResult<&str, bool> {
    let (rest, (_, comma, _)) = (space0, opt(char(',')), space0).parse(text)?;
    Ok((rest, comma.is_some()))
}

/// True if the text starts with something like `DL3008`.
fn code_like(text: &str) -> bool {
    let word = text.split([' ', '\t', ',']).next().unwrap_or_default();
    let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    word.len() == digits.len() + 2
        && digits.len() == 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The names behind `skip=`.
fn check_codes<'s>(check: &Check<'s>) -> Vec<Code<'s>> {
    let names = check.options.skip.iter();
    names
        .filter(|(name, _)| !name.is_empty())
        .map(|(text, range)| {
            let start = check.value.start;
            let span = Span::new(start + range.start, start + range.end);
            Code { text, span }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let Some(pragma) = addressed(text, 0, None) else {
            return "prose".to_owned();
        };
        let list = |codes: &[Code<'_>]| {
            codes
                .iter()
                .map(|code| code.text.to_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        match &pragma.kind {
            PragmaKind::IgnoreNext(codes) => format!("next {}", list(codes)),
            PragmaKind::IgnoreStage(codes) => format!("stage {}", list(codes)),
            PragmaKind::IgnoreFile(codes) => format!("file {}", list(codes)),
            PragmaKind::Shell(word) => format!("shell {word}"),
            PragmaKind::Malformed(_) => "malformed".to_owned(),
        }
    }

    #[test]
    fn pragmas_and_prose() {
        for (text, want) in [
            ("# plimsoll ignore=DL3008", "next DL3008"),
            (
                "#plimsoll ignore = DL3008 , consecutive-run because",
                "next DL3008 consecutive-run",
            ),
            ("# plimsoll ignore-stage=DL3008", "stage DL3008"),
            ("# plimsoll ignore-file=DL3008", "file DL3008"),
            (
                "# hadolint ignore=DL3008,SC2086 # why",
                "next DL3008 SC2086",
            ),
            ("# hadolint ignore=DL3008 DL3009 why", "next DL3008 DL3009"),
            ("# hadolint ignore=DL3008 because DL3009", "next DL3008"),
            ("# hadolint ignore=DL1 # x,DL2", "next DL1"),
            ("# hadolint stage ignore=DL3008", "stage DL3008"),
            ("# hadolint global ignore=DL3008", "file DL3008"),
            ("# hadolint shell=/bin/bash -x", "shell /bin/bash"),
            ("# hadolint ignore=", "malformed"),
            ("# plimsoll please ignore=x", "malformed"),
            (
                "# shellcheck disable=SC2086,SC2046 why",
                "next SC2086 SC2046",
            ),
            ("# shellcheck shell=bash", "prose"),
            ("# hadolint is a linter", "prose"),
            ("# plimsollignore=DL3008", "prose"),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }
}
