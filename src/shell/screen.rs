//! Whether the shell linter has to look at a script at all.
//!
//! Most scripts of Dockerfiles are a few plain commands, about which no rule has anything to say.
//! To see that costs a fraction of what the linter takes. When in doubt the answer is yes; the
//! comparison with ShellCheck on real files shows whether something is lost.

use crate::text::Range;

use super::script::{Assignment, Place};
use super::{Command, Link, Script, Status, Word};

/// Commands that some rule is about, whatever their arguments.
const LISTENED: [&str; 51] = [
    ".", "[", "[[", "alias", "awk", "break", "continue", "coproc", "declare", "do", "done", "else",
    "esac", "eval", "expr", "fgrep", "egrep", "fi", "for", "function", "getopts", "if", "in",
    "jobs", "let", "local", "popd", "printf", "ps", "pushd", "read", "readonly", "return",
    "select", "shift", "source", "ssh", "su", "tempfile", "test", "then", "tr", "trap", "type",
    "typeset", "ulimit", "unset", "until", "which", "while", "xargs",
];

/// Words that are syntax where a command starts, and probably a slip elsewhere.
const KEYWORDS: [&str; 9] = [
    "do", "done", "else", "esac", "fi", "for", "if", "then", "while",
];

/// What a backslash may stand in front of without quotes.
const ESCAPED: &str = "\\$\"'();&|<>*?[]{}#~! \n`";

/// True if a rule of the shell linter may have something to say.
pub(super) fn may_speak(script: &Script<'_>) -> bool {
    script.status != Status::Parsed
        || script.commands().next().is_none()
        || is_compound(script.text.as_str())
        || script
            .assignments
            .iter()
            .any(|it| odd_assignment(script, it))
        || Scan::new(script).finds_something()
        || script
            .commands()
            .any(|command| odd_command(script, command))
}

/// A variable is set on its own and never used, in front of a command and used in its words, or to
/// something that is no plain word or string.
fn odd_assignment(script: &Script<'_>, assignment: &Assignment) -> bool {
    let text = script.text.as_str();
    let name = assignment.name.of(text);
    let used = text.contains(&format!("${name}")) || text.contains(&format!("${{{name}"));
    let value = assignment.value.of(text);
    let meant = match assignment.place {
        Place::Alone => used,
        Place::Prefix => !used,
        Place::Declared => true,
    };
    let same = |it: &&Assignment| it.name.of(text) == name;
    let again = script.assignments.iter().filter(same).count() > 1;
    let quoted = value.starts_with(['"', '\'']);
    // A pattern, or the name of a program where its output was meant.
    let doubtful = value.contains(['*', '?', '{', '['])
        || (assignment.place == Place::Alone && value.bytes().all(|b| b.is_ascii_lowercase()));
    !meant || again || value.is_empty() || value.starts_with('(') || (doubtful && !quoted)
}

/// `if`, `case` and loops.
fn is_compound(text: &str) -> bool {
    let opens = |word: &str| {
        matches!(
            word,
            "if" | "case" | "for" | "while" | "until" | "select" | "function" | "coproc"
        )
    };
    text.split_whitespace().any(opens)
}

fn odd_command(script: &Script<'_>, command: Command<'_>) -> bool {
    let within = command.within();
    if within.negated || within.condition || within.looped || within.branch || within.function {
        return true;
    }
    let Some(name) = command.program() else {
        let raw = command.name_word().map_or("", Word::raw);
        return raw.contains(['(', '`']);
    };
    let whole = command.name_word().map_or("", Word::raw);
    whole.contains(['*', '?'])
        || odd_call(script, command, name)
        || any(command, |raw| {
            KEYWORDS.contains(&raw) || raw.starts_with(['*', '?', '=', ']'])
        })
}

fn any(command: Command<'_>, odd: impl Fn(&str) -> bool) -> bool {
    command.args().any(|word| odd(word.raw()))
}

/// What rules say about certain programs.
fn odd_call(script: &Script<'_>, command: Command<'_>, name: &str) -> bool {
    let within = command.within();
    let piped = !script.pipes.is_empty();
    match name {
        "set" => {
            let usual = ["-e", "-x", "-ex", "-xe", "-eu", "-eux"];
            any(command, |raw| !usual.contains(&raw))
        }
        // What follows must depend on it.
        "cd" => {
            let at = command.range().start;
            let stops = script.errexit || script.is_set("errexit", Some('e'), at);
            let next = command.later().next().map(Command::link);
            any(command, |raw| raw.contains("..")) || !(stops || next == Some(Link::And))
        }
        "echo" => {
            let to_sed = || script.commands().any(|it| it.program() == Some("sed"));
            within.substitution
                || any(command, |raw| {
                    raw.starts_with('-') || raw.contains("$(") || has_escape(raw)
                })
                || (piped && to_sed())
                || is_spaced(script, command)
        }
        "rm" => any(command, is_near_root),
        "kill" => command.link() == Link::Pipe,
        "sudo" => script.text.as_str().contains(['>', '|']),
        "cat" | "wait" | "time" | "exec" => within.substitution,
        "ls" => within.substitution || piped,
        "grep" => piped || any(command, |raw| raw.contains(['*', '?', '['])),
        "find" => {
            let calls = |raw: &str| matches!(raw, "-o" | "-or" | "sh" | "bash");
            let pattern = |raw: &str| raw.contains('*') && !raw.starts_with(['"', '\'']);
            piped || within.substitution || any(command, |raw| calls(raw) || pattern(raw))
        }
        "exit" => command.link() != Link::Or || any(command, |raw| !matches!(raw, "0" | "1")),
        "export" => any(command, |raw| !raw.contains('=') || raw.contains("$(")),
        _ => {
            LISTENED.contains(&name)
                || name.contains(['=', ']', '[', '*', '?'])
                || name.starts_with('-')
        }
    }
}

/// A variable with at most one name behind it: if it is empty, that is in the root folder.
fn is_near_root(raw: &str) -> bool {
    let Some((_, behind)) = raw.split_once('$') else {
        return false;
    };
    behind
        .split_once('/')
        .is_some_and(|(_, rest)| !rest.trim_end_matches(['*', '/', '"']).contains('/'))
}

/// Several blanks between two arguments on a line.
fn is_spaced(script: &Script<'_>, command: Command<'_>) -> bool {
    let mut end = None;
    command.words().any(|word| {
        let range = word.range();
        let gap = end.replace(range.end).map(|end| Range {
            end: range.start,
            start: end,
        });
        gap.is_some_and(|gap| {
            let between = script.text.span(gap).of(script.text.file());
            gap.end > gap.start + 1 && !between.contains('\n')
        })
    })
}

/// A backslash with what `echo` may take for an escape sequence.
fn has_escape(text: &str) -> bool {
    let escapes = |behind: &str| behind.starts_with(|c: char| c.is_alphanumeric() || c == '\\');
    text.split('\\').skip(1).any(escapes) || text.ends_with('\\')
}

/// A value that stays one word without quotes.
fn is_plain(value: &str) -> bool {
    let inner = value.trim_matches(['"', '\'']);
    let plain = |c: char| c.is_ascii_alphanumeric() || "._/-:".contains(c);
    !inner.is_empty() && inner.chars().all(plain)
}

/// What the text is inside of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `(…)` or `$(…)`
    Parentheses,
}

/// A look at each character, with its quotes in view.
struct Scan<'t> {
    script: &'t Script<'t>,
    text: &'t str,
    at: usize,
    stack: Vec<Inside>,
    redirects: usize,
    last_redirect: usize,
}

impl<'t> Scan<'t> {
    fn new(script: &'t Script<'t>) -> Self {
        Self {
            script,
            text: script.text.as_str(),
            at: 0,
            stack: Vec::new(),
            redirects: 0,
            last_redirect: 0,
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> &'t str {
        self.text.get(..self.at).unwrap_or_default()
    }

    fn finds_something(mut self) -> bool {
        while let Some(c) = self.rest().chars().next() {
            let odd = match self.stack.last() {
                Some(Inside::Single) => self.single(c),
                Some(Inside::Double) => self.double(c),
                Some(Inside::Parentheses) | None => self.plain(c),
            };
            if odd || matches!(c, '\u{2018}'..='\u{201f}' | '\u{a0}' | '\u{200b}') {
                return true;
            }
            self.at += self.rest().chars().next().map_or(1, char::len_utf8);
        }
        self.redirects > 2 || self.text.contains("= ")
    }

    fn single(&mut self, c: char) -> bool {
        match c {
            '\'' => self.before().ends_with('\\') || self.close(),
            '$' | '`' => true,
            _ => false,
        }
    }

    fn double(&mut self, c: char) -> bool {
        match c {
            '"' => self.close(),
            '`' => true,
            '\\' => {
                self.at += 1;
                false
            }
            '$' => self.variable(true),
            _ => false,
        }
    }

    fn plain(&mut self, c: char) -> bool {
        let next = self.rest().chars().nth(1);
        match c {
            '\'' | '"' => {
                let inside = if c == '"' {
                    Inside::Double
                } else {
                    Inside::Single
                };
                self.stack.push(inside);
                next == Some('~')
            }
            '`' | '[' => true,
            '<' | '>' => self.redirect(),
            // A group and the `{}` of `find` are fine, `{a,b}` is not known to every shell.
            '{' if next == Some('}') => {
                self.at += 1;
                false
            }
            '{' => !next.is_some_and(char::is_whitespace) || !self.starts_command(),
            '}' => !self.starts_command(),
            '!' => next.is_none_or(char::is_whitespace),
            '#' if self.before().is_empty() || self.before().ends_with(char::is_whitespace) => {
                let line = self.rest().lines().next().unwrap_or_default();
                self.at += line.len().saturating_sub(1);
                line.ends_with('\\')
            }
            // `a && b || c` is no choice between two.
            '|' if next == Some('|') => {
                self.at += 1;
                let other = self.rest().trim_start_matches('|').trim_start();
                let harmless = ["true", "exit", ":"].iter().any(|it| other.starts_with(it));
                !harmless && self.before().contains("&&")
            }
            '|' => next == Some('&'),
            '&' => next != Some('&') && !self.before().ends_with('&'),
            '\\' => {
                self.at += 1;
                next.is_none_or(|next| !ESCAPED.contains(next))
            }
            // What a subshell sets is lost behind it.
            '(' => {
                self.stack.push(Inside::Parentheses);
                let glued =
                    !self.before().is_empty() && !self.before().ends_with(char::is_whitespace);
                glued || !self.script.assignments.is_empty()
            }
            ')' => {
                self.stack.pop();
                false
            }
            '$' => self.variable(false),
            _ => false,
        }
    }

    /// True if a command may start here.
    fn starts_command(&self) -> bool {
        let before = self.before().trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with([';', '&', '|', '(', '{', '\n'])
    }

    /// The end of a string. What is glued to it makes one word of two strings.
    fn close(&mut self) -> bool {
        self.stack.pop();
        let next = self.rest().chars().nth(1);
        next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '\'' | '"' | '$' | '_'))
    }

    /// `> file`, `>> file` and `< file` behind a command, errors to the same place, all of it to
    /// nowhere.
    fn redirect(&mut self) -> bool {
        let rest = self.rest();
        let before = self.before();
        let since = self
            .text
            .get(self.last_redirect..self.at)
            .unwrap_or_default();
        let second = self.last_redirect > 0 && !since.contains([';', '&', '|', '\n']);
        self.last_redirect = self.at;
        // What a substitution should give goes elsewhere.
        if !self.stack.is_empty() && !before.ends_with('2') {
            return true;
        }
        let quiet = [
            ">/dev/null 2>&1",
            "> /dev/null 2>&1",
            ">/dev/null",
            "> /dev/null",
            ">&1",
        ];
        if let Some(quiet) = quiet.iter().find(|quiet| rest.starts_with(**quiet)) {
            let behind = rest.get(quiet.len()..).unwrap_or_default().trim_start();
            self.at += quiet.len() - 1;
            let fine = *quiet != ">&1" || before.ends_with(" 2");
            return second || !fine || behind.starts_with(['>', '1', '2']);
        }
        self.redirects += 1;
        let operator = if rest.starts_with(">>") { 2 } else { 1 };
        self.at += operator - 1;
        let target = rest.get(operator..).unwrap_or_default().trim_start();
        let end = target.find([' ', '\t', '\n', ';', '&', '|', ')']);
        let target = target
            .get(..end.unwrap_or(target.len()))
            .unwrap_or_default();
        // Without a folder or an ending it may be a command that a pipe was meant for.
        let is_path = target.starts_with(|c: char| c.is_alphanumeric() || "/\"~".contains(c))
            && target.contains(['/', '.', '"']);
        let unlike = |c: char| !matches!(c, ';' | '&' | '|' | '(' | '>' | '<');
        let has_command = before.trim_end().ends_with(unlike);
        // The same file may be read and written at once by commands that run together.
        let apart = [';', '&', '\n'];
        let start = before.rfind(apart).map_or(0, |at| at + 1);
        let together = self.text.get(start..).unwrap_or_default();
        let together = together.get(1..).unwrap_or_default();
        let together = together.split(apart).next().unwrap_or_default();
        let once = together.matches(target).count() <= 1;
        second || !is_path || !has_command || !before.ends_with(' ') || !once
    }

    /// A variable or substitution. Unquoted ones must be known to be set, or be the value of
    /// another variable.
    fn variable(&mut self, quoted: bool) -> bool {
        let rest = self.rest();
        let start = self.at;
        let is_value = |it: &Assignment| it.value.start as usize == start;
        let safe = quoted || self.script.assignments.iter().any(is_value);
        if rest.starts_with("$((") {
            return true;
        }
        if rest.starts_with("$(") {
            self.stack.push(Inside::Parentheses);
            self.at += 1;
            return !safe;
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let (inner, len) = if let Some(inner) = rest.strip_prefix("${") {
            let Some(end) = inner.find('}') else {
                return true;
            };
            (inner.get(..end).unwrap_or_default(), end + 3)
        } else {
            let inner = rest.get(1..).unwrap_or_default();
            let end = inner.find(|c| !is_part(c)).unwrap_or(inner.len());
            (inner.get(..end).unwrap_or_default(), end + 1)
        };
        self.at += len - 1;
        let end = inner.find(|c| !is_part(c)).unwrap_or(inner.len());
        let (name, operator) = inner.split_at(end);
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        let portable =
            operator.is_empty() || [":-", ":?", ":+"].iter().any(|it| operator.starts_with(it));
        if !portable || operator.contains(['$', '"', '\'', '`', '\\', '{']) {
            return true;
        }
        self.odd_name(name, safe)
    }

    /// A command in front of the assignment may fail, so that the variable stays unset.
    fn may_be_skipped(&self, assignment: &Assignment) -> bool {
        let before = self.text.get(..assignment.name.start as usize);
        let before = before.unwrap_or_default().trim_end();
        before.ends_with("&&") || before.ends_with("||") || assignment.place == Place::Declared
    }

    /// A variable that may be unset, or may be split.
    fn odd_name(&self, name: &str, safe: bool) -> bool {
        let text = self.text;
        let sets = |it: &&Assignment| it.name.of(text) == name;
        let mut values = self.script.assignments.iter().filter(sets);
        let first = values.next();
        if safe {
            let is_set = self.script.sets(name) || first.is_some();
            return !is_set && name.bytes().any(|b| b.is_ascii_lowercase());
        }
        match first {
            None => !self.script.sets(name),
            Some(only) => {
                values.next().is_some()
                    || only.place == Place::Prefix
                    || !is_plain(only.value.of(text))
                    || self.may_be_skipped(only)
            }
        }
    }
}
