//! Whether the shell linter has to look at a script at all.
//!
//! Most scripts of Dockerfiles are a few plain commands, about which no rule has anything to say.
//! To see that costs a fraction of what the linter takes. When in doubt the answer is yes.

use super::script::Assignment;
use super::{Command, Link, Script, Status};

/// Commands that some rule is about, whatever their arguments.
const LISTENED: [&str; 57] = [
    ".", "[", "[[", "alias", "awk", "break", "cat", "continue", "declare", "do", "done", "else",
    "esac", "eval", "exit", "expr", "export", "fgrep", "egrep", "fi", "find", "for", "function",
    "getopts", "grep", "if", "in", "jobs", "let", "local", "ls", "popd", "printf", "ps", "pushd",
    "read", "readonly", "return", "select", "shift", "source", "ssh", "su", "tempfile", "test",
    "then", "tr", "trap", "type", "typeset", "ulimit", "unset", "until", "wait", "which", "while",
    "xargs",
];

/// Words that are syntax where a command starts, and probably a slip elsewhere.
const KEYWORDS: [&str; 9] = [
    "do", "done", "else", "esac", "fi", "for", "if", "then", "while",
];

/// True if a rule of the shell linter may have something to say.
pub(super) fn may_speak(script: &Script<'_>) -> bool {
    script.status != Status::Parsed
        || script.commands().next().is_none()
        || script
            .assignments
            .iter()
            .any(|it| odd_assignment(script, it))
        || Scan::new(script).is_odd()
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
    used == assignment.is_prefix || value.is_empty() || value.starts_with(['(', '*', '-'])
}

fn odd_command(script: &Script<'_>, command: Command<'_>) -> bool {
    let within = command.within();
    let Some(name) = command.program() else {
        return true;
    };
    if within.negated || within.condition || within.looped || within.branch || within.function {
        return true;
    }
    let any = |odd: &dyn Fn(&str) -> bool| command.args().any(|word| odd(word.raw()));
    let odd = match name {
        "set" => !command
            .args()
            .all(|word| matches!(word.raw(), "-e" | "-x" | "-ex" | "-eux" | "-eu" | "-xe")),
        // What follows must depend on it.
        "cd" => {
            let at = command.range().start;
            let stops = script.errexit || script.is_set("errexit", Some('e'), at);
            let next = command.later().next().map(Command::link);
            any(&|text| text.contains("..")) || !(stops || next == Some(Link::And))
        }
        "echo" => {
            any(&|text| text.starts_with('-') || text.contains(['\\', '$']))
                || !script.pipes.is_empty()
        }
        "rm" => any(&|text| text.contains('$')),
        "sudo" => script.text.as_str().contains(['>', '|']),
        _ => LISTENED.contains(&name) || name.contains(['=', ']', '[']),
    };
    odd || any(&|raw| KEYWORDS.contains(&raw) || raw.starts_with(['*', '?', '=', ']']))
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
}

impl<'t> Scan<'t> {
    fn new(script: &'t Script<'t>) -> Self {
        Self {
            script,
            text: script.text.as_str(),
            at: 0,
            stack: Vec::new(),
            redirects: 0,
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    fn is_odd(mut self) -> bool {
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
            '\'' => self.close(),
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
                self.stack.push(if c == '"' {
                    Inside::Double
                } else {
                    Inside::Single
                });
                next == Some('~')
            }
            '`' | '<' | '[' => true,
            // A group is fine, `{a,b}` is not known to every shell.
            '{' => next.is_some_and(|next| !next.is_whitespace()),
            '!' => next.is_none_or(char::is_whitespace),
            '#' => self.before().is_none_or(char::is_whitespace),
            '|' => next == Some('|') || next == Some('&') || self.before() == Some('|'),
            '&' => next != Some('&') && self.before() != Some('&'),
            '>' => self.redirect(),
            '\\' => {
                self.at += 1;
                next.is_none_or(|next| next.is_alphanumeric())
            }
            '(' => {
                self.stack.push(Inside::Parentheses);
                self.before().is_some_and(|before| !before.is_whitespace())
            }
            ')' => {
                self.stack.pop();
                false
            }
            '$' => self.variable(false),
            _ => false,
        }
    }

    /// The end of a string. What is glued to it makes one word of two strings.
    fn close(&mut self) -> bool {
        self.stack.pop();
        let next = self.rest().chars().nth(1);
        next.is_some_and(|next| next.is_alphanumeric() || matches!(next, '\'' | '"' | '$' | '_'))
    }

    /// `> file` and `>> file` behind a command; all of it to nowhere.
    fn redirect(&mut self) -> bool {
        for quiet in [
            ">/dev/null 2>&1",
            "> /dev/null 2>&1",
            ">/dev/null",
            "> /dev/null",
        ] {
            if self.rest().starts_with(quiet) {
                let behind = self.rest().get(quiet.len()..).unwrap_or_default();
                self.at += quiet.len() - 1;
                return behind.trim_start().starts_with(['>', '1', '2']);
            }
        }
        self.redirects += 1;
        let before = self.text.get(..self.at).unwrap_or_default();
        let command = before
            .trim_end()
            .ends_with(|c: char| !matches!(c, ';' | '&' | '|' | '('));
        self.at += usize::from(self.rest().starts_with(">>"));
        let target = self.rest().get(1..).unwrap_or_default().trim_start();
        !command
            || !before.ends_with(' ')
            || !target.starts_with('/')
            || !self.script.pipes.is_empty()
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
        let (name, len) = match rest.strip_prefix("${") {
            Some(inner) => match inner.find('}') {
                Some(end) => (inner.get(..end).unwrap_or_default(), end + 3),
                None => return true,
            },
            None => {
                let inner = rest.get(1..).unwrap_or_default();
                let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let end = inner.find(|c| !is_part(c)).unwrap_or(inner.len());
                (inner.get(..end).unwrap_or_default(), end + 1)
            }
        };
        self.at += len - 1;
        let is_name =
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if !is_name || name.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        let text = self.text;
        let is_set = self.script.sets(name)
            || self
                .script
                .assignments
                .iter()
                .any(|it| it.name.of(text) == name);
        if safe {
            return !is_set && !name.bytes().any(|b| b.is_ascii_uppercase());
        }
        !self.script.sets(name)
            || self
                .script
                .assignments
                .iter()
                .any(|it| it.name.of(text) == name)
    }
}
