//! Parsing a script with the `shuck` crates, within limits.

use shuck_ast as ast;
use shuck_parser::parser::{ParseResult, ParseStatus, Parser, ShellDialect, ShellProfile};

use crate::text::Range;

use super::command::{Command, Within};
use super::lint::visible;
use super::lower::Lowering;
use super::script::{RawCommand, Script, Status};
use super::{Dialect, wrappers};

/// Longest script in bytes that is parsed. The parser takes time in proportion to the length, but
/// nobody writes a megabyte of shell into a Dockerfile.
const MAX_SCRIPT: usize = 1 << 20;

/// Deepest nesting that is parsed.
const MAX_DEPTH: usize = 100;

/// Commands that run each other, such as `sudo env nice make`.
const MAX_WRAPPERS: usize = 16;

/// Steps that the parser may take: a few for each byte.
fn fuel(text: &str) -> usize {
    100_000 + 8 * text.len()
}

/// A parsed script.
#[derive(Debug)]
pub(super) struct Tree {
    /// What was parsed, if that is more than the script: a line that sets variables, and the
    /// script behind it.
    source: Option<Box<str>>,
    /// Bytes in front of the script.
    header: usize,
    /// What the parser made of it.
    pub parsed: ParseResult,
}

impl Tree {
    /// The text that was parsed, given that of the script.
    pub(super) fn source<'t>(&'t self, script: &'t str) -> &'t str {
        self.source.as_deref().unwrap_or(script)
    }

    /// Bytes in front of the script.
    pub(super) fn header(&self) -> usize {
        self.header
    }

    /// A place in the script. None in front of it.
    pub(super) fn range(&self, span: ast::Span) -> Option<Range> {
        let start = span.start.offset().checked_sub(self.header)?;
        Some(Range::new(start, span.end.offset() - self.header))
    }
}

/// The line that gives `names` a value, so that no one takes them for unset.
fn with_header(text: &str, names: &[String]) -> (Option<Box<str>>, usize) {
    if names.is_empty() {
        return (None, 0);
    }
    let values: Vec<_> = names.iter().map(|name| format!("{name}=1")).collect();
    let header = format!("export {}\n", values.join(" "));
    (Some(format!("{header}{text}").into()), header.len())
}

/// Parses the text of a script and fills in its commands.
pub(super) fn parse(script: &mut Script<'_>) {
    let text = script.text.as_str();
    script.status = Status::Cut;
    if text.len() > MAX_SCRIPT {
        return;
    }
    let dialect = match script.dialect {
        Dialect::Zsh => ShellDialect::Zsh,
        Dialect::Ksh => ShellDialect::Mksh,
        // Bash reads all that the simpler shells read, and a rule about commands has no use for an
        // error about `[[`.
        _ => ShellDialect::Bash,
    };
    // The parser has no known way to panic, but its author is not us, and one odd script must not
    // take the findings of a whole file with it.
    let (source, header) = with_header(text, &script.names);
    let text = source.as_deref().unwrap_or(text);
    let parsed = std::panic::catch_unwind(|| {
        let profile = ShellProfile::native(dialect);
        Parser::with_limits_and_profile(text, MAX_DEPTH, fuel(text), profile).parse()
    });
    let Ok(parsed) = parsed else { return };
    script.status = match parsed.status {
        ParseStatus::Clean => Status::Parsed,
        ParseStatus::Fatal if is_limit(&parsed) => Status::Cut,
        ParseStatus::Recovered | ParseStatus::Fatal => Status::Broken,
    };
    let mut lowering = Lowering::new(text);
    lowering.list(&parsed.file.body, Within::default());
    lowering.commands.sort_by_key(|command| command.range.start);
    lowering.pipes.sort_by_key(|pipe| pipe.range);
    if header > 0 {
        lowering.move_back(header);
    }
    let Lowering {
        commands,
        words,
        pipes,
        assignments,
        redirects,
        ..
    } = lowering;
    script.error = first_error(&parsed, text, header);
    script.commands = commands;
    script.words = words;
    script.pipes = pipes;
    script.assignments = assignments;
    script.redirects = redirects;
    script.tree = Some(Tree {
        source,
        header,
        parsed,
    });
    unwrap_all(script);
    let is_set = |(index, command): (usize, Command<'_>)| {
        (command.program() == Some("set")).then_some(index)
    };
    script.sets = script.commands().enumerate().filter_map(is_set).collect();
}

/// True if the parser gave up because of the size of the script, not because it is wrong.
fn is_limit(parsed: &ParseResult) -> bool {
    let error = parsed
        .terminal_error
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    ["too deep", "fuel exhausted", "too large", "too long"]
        .iter()
        .any(|it| error.contains(it))
}

/// The first syntax error: its place in the script, and the reason that the parser gives.
fn first_error(parsed: &ParseResult, text: &str, header: usize) -> Option<(Range, String)> {
    let place = |at: usize| {
        let script = text.get(header..).unwrap_or_default();
        let at = at.saturating_sub(header).min(script.len());
        visible(script, Range::new(at, at))
    };
    if let Some(first) = parsed.diagnostics.first() {
        return Some((place(first.span.start.offset()), first.message.clone()));
    }
    let shuck_parser::Error::Parse {
        message,
        line,
        column,
    } = parsed.terminal_error.as_ref()?;
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(start..).unwrap_or_default();
    let chars = rest.chars().take(column.saturating_sub(1));
    let at = start + chars.map(char::len_utf8).sum::<usize>();
    Some((place(at.min(text.len())), message.clone()))
}

/// Adds the commands that other commands run, such as the one behind `sudo`, right behind them.
pub(super) fn unwrap_all(script: &mut Script<'_>) {
    let mut all: Vec<RawCommand> = Vec::with_capacity(script.commands.len());
    for mut command in std::mem::take(&mut script.commands) {
        for _ in 0..MAX_WRAPPERS {
            let Some(start) = wrappers::target(script, &command) else {
                break;
            };
            let outer = all.len();
            let words = start..command.words.end;
            let first = script.words.get(start).map_or(0, |word| word.range.start);
            let range = Range {
                start: first,
                end: command.range.end,
            };
            let inner = RawCommand {
                words,
                range,
                wrapper: Some(outer),
                ..command.clone()
            };
            all.push(std::mem::replace(&mut command, inner));
        }
        all.push(command);
    }
    script.commands = all;
}
