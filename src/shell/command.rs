//! The commands of a script, and their words.

use crate::text::{Range, Span};

use super::script::{RawCommand, RawWord, Script};

/// How a command hangs together with the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It is the first of its list.
    Start,
    /// `;` or a line break
    Seq,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `|` or `|&`
    Pipe,
    /// `&`
    Background,
}

/// What surrounds a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[non_exhaustive]
pub struct Within {
    /// In `$(…)`, backticks or `<(…)`.
    pub substitution: bool,
    /// In `(…)`.
    pub subshell: bool,
    /// In the condition of `if`, `while` or `until`.
    pub condition: bool,
    /// In the body of a function.
    pub function: bool,
    /// In the body of a loop.
    pub looped: bool,
    /// In a branch of `if` or `case`.
    pub branch: bool,
    /// Behind `!`.
    pub negated: bool,
    /// In front of a `&`, alone or with others.
    pub background: bool,
}

impl Within {
    /// True if it is a step of the script itself: in no function, condition, branch, loop,
    /// substitution or subshell.
    pub fn is_top_level(self) -> bool {
        let Self {
            substitution,
            subshell,
            condition,
            function,
            looped,
            branch,
            ..
        } = self;
        !(substitution || subshell || condition || function || looped || branch)
    }
}

/// One simple command of a script.
#[derive(Clone, Copy, Debug)]
pub struct Command<'s> {
    pub(super) script: &'s Script<'s>,
    pub(super) raw: &'s RawCommand,
}

impl<'s> Command<'s> {
    /// The name, quotes and backslashes removed. None if an expansion is part of it.
    pub fn name(self) -> Option<&'s str> {
        self.name_word().and_then(Word::text)
    }

    /// The name without the folder, if that is one for programs such as `/usr/bin`.
    pub fn program(self) -> Option<&'s str> {
        let name = self.name()?;
        match name.rsplit_once('/') {
            Some((folder, base)) if folder.ends_with("bin") => Some(base),
            _ => Some(name),
        }
    }

    /// The word that names the command.
    pub fn name_word(self) -> Option<Word<'s>> {
        self.words().next()
    }

    /// The words behind the name. Redirections are not among them.
    pub fn args(self) -> impl Iterator<Item = Word<'s>> {
        self.words().skip(1)
    }

    /// The name and what follows it.
    pub fn words(self) -> impl Iterator<Item = Word<'s>> {
        let script = self.script;
        let words = script.words.get(self.raw.words.clone()).unwrap_or_default();
        words.iter().map(move |raw| Word { script, raw })
    }

    /// True if an argument is exactly this text.
    pub fn has_arg(self, text: &str) -> bool {
        self.args().any(|word| word.text() == Some(text))
    }

    /// How it hangs together with the command before it.
    pub fn link(self) -> Link {
        self.raw.link
    }

    /// What surrounds it.
    pub fn within(self) -> Within {
        self.raw.within
    }

    /// The command that runs this one with its arguments, such as `sudo` or `env`.
    pub fn wrapper(self) -> Option<Command<'s>> {
        self.script.command(self.raw.wrapper?)
    }

    /// The script it stands in.
    pub fn script(self) -> &'s Script<'s> {
        self.script
    }

    /// The commands behind this one in the text of its script.
    pub fn later(self) -> impl Iterator<Item = Command<'s>> {
        let start = self.raw.range.start;
        let all = self.script.commands();
        all.filter(move |other| other.raw.range.start > start)
    }

    /// The commands in front of this one in the text of its script.
    pub fn earlier(self) -> impl Iterator<Item = Command<'s>> {
        let start = self.raw.range.start;
        let all = self.script.commands();
        all.take_while(move |other| other.raw.range.start < start)
    }

    /// True if no other command stands behind it in its script, and no comment that could hide
    /// one.
    pub fn is_last(self) -> bool {
        self.script.ends_at(self.raw.range.end)
    }

    /// Its place in the text of the script.
    pub fn range(self) -> Range {
        self.raw.range
    }

    /// From the first to the last word, in the file.
    pub fn span(self) -> Span {
        self.script.text.span(self.raw.range)
    }
}

/// A `|` or `|&` between two commands.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Pipe {
    /// The operator in the text of the script.
    pub range: Range,
    /// What surrounds it.
    pub within: Within,
}

/// One word of a command.
#[derive(Clone, Copy, Debug)]
pub struct Word<'s> {
    pub(super) script: &'s Script<'s>,
    pub(super) raw: &'s RawWord,
}

impl<'s> Word<'s> {
    /// The text with quotes and backslashes removed. None if it holds an expansion.
    pub fn text(self) -> Option<&'s str> {
        if self.raw.dynamic {
            None
        } else {
            Some(self.cooked())
        }
    }

    /// The text with quotes and backslashes removed, expansions as they stand.
    pub fn cooked(self) -> &'s str {
        self.raw.cooked.as_deref().unwrap_or_else(|| self.raw())
    }

    /// What stands there, quotes included.
    pub fn raw(self) -> &'s str {
        self.raw.range.of(self.script.text.as_str())
    }

    /// True if it holds an expansion.
    pub fn is_dynamic(self) -> bool {
        self.raw.dynamic
    }

    /// The variables that the shell replaces in it, each with its place in the text of the script,
    /// from `$` on. Those inside `${…}` and `$(…)` are not looked for.
    pub fn variables(self) -> impl Iterator<Item = (&'s str, Range)> {
        let raw = self.raw();
        let start = self.raw.range.start as usize;
        let (mut at, mut quoted) = (0, false);
        std::iter::from_fn(move || {
            loop {
                let rest = raw.get(at..)?;
                let skip = match rest.chars().next()? {
                    '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
                    '\'' if !quoted => rest.get(1..)?.find('\'')? + 2,
                    '"' => {
                        quoted = !quoted;
                        1
                    }
                    '$' => {
                        let braced = rest.starts_with("${");
                        let name = rest.get(if braced { 2 } else { 1 }..)?;
                        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
                        let end = name.find(|c| !is_part(c)).unwrap_or(name.len());
                        let name = name.get(..end)?;
                        let len = 1 + end + if braced { 2 } else { 0 };
                        let from = start + at;
                        at += len.min(rest.len());
                        if name.is_empty() {
                            continue;
                        }
                        return Some((name, Range::new(from, from + len)));
                    }
                    other => other.len_utf8(),
                };
                at += skip;
            }
        })
    }

    /// The script it stands in.
    pub fn script(self) -> &'s Script<'s> {
        self.script
    }

    /// Its place in the file.
    pub fn span(self) -> Span {
        self.script.text.span(self.raw.range)
    }

    /// Its place in the text of the script.
    pub fn range(self) -> Range {
        self.raw.range
    }
}
