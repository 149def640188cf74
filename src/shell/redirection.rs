//! Where the input of a command comes from, and where its output goes.

use crate::text::Range;

use super::command::{Command, Link, Word};
use super::script::RawWord;

/// What a redirection does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedirectionKind {
    /// It writes a file: `> file`, `&> file`.
    Write,
    /// It appends to a file: `>> file`.
    Append,
    /// It reads a file: `< file`.
    Read,
    /// Its target is the input itself: `<<< text`, or the body of a here-document.
    Text,
    /// It leads to another file descriptor: `>&`, `<&`.
    Duplicate,
}

/// A redirection, with the commands it holds for.
#[derive(Clone, Debug)]
pub(super) struct RawRedirection {
    pub kind: RedirectionKind,
    pub target: RawWord,
    /// The commands in this range.
    pub over: Range,
    /// It stands in `$(…)`.
    pub substitution: bool,
    /// It stands behind a command, not behind a group of them.
    pub is_own: bool,
    /// The file descriptor in front of it.
    pub fd: Option<i32>,
}

/// A redirection of a command.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Redirection<'s> {
    /// What it does.
    pub kind: RedirectionKind,
    /// The file or the text.
    pub target: Word<'s>,
    /// The file descriptor in front of it. None where none is written.
    pub fd: Option<i32>,
}

impl Redirection<'_> {
    /// True if it writes a file or appends to it.
    pub fn writes(&self) -> bool {
        matches!(self.kind, RedirectionKind::Write | RedirectionKind::Append)
    }

    /// True if the standard output goes to the file that it names.
    pub fn takes_output(&self) -> bool {
        self.writes() && matches!(self.fd, None | Some(1))
    }
}

impl<'s> Command<'s> {
    /// Its redirections, and those of the groups around it. Those of file descriptors to each
    /// other are not among them.
    pub fn redirections(self) -> impl Iterator<Item = Redirection<'s>> {
        self.all_redirections()
            .filter(|it| it.kind != RedirectionKind::Duplicate)
            .map(move |it| self.redirection(it))
    }

    /// Its own redirections, without those of groups around it.
    pub fn own_redirections(self) -> impl Iterator<Item = Redirection<'s>> {
        self.all_redirections()
            .filter(|it| it.is_own)
            .map(move |it| self.redirection(it))
    }

    fn all_redirections(self) -> impl Iterator<Item = &'s RawRedirection> {
        let (script, raw) = (self.script, self.raw);
        script.redirections.iter().filter(move |it| {
            let inside = it.over.start <= raw.range.start && raw.range.end <= it.over.end;
            inside && it.substitution == raw.within.substitution
        })
    }

    fn redirection(self, raw: &'s RawRedirection) -> Redirection<'s> {
        Redirection {
            kind: raw.kind,
            target: Word {
                script: self.script,
                raw: &raw.target,
            },
            fd: raw.fd,
        }
    }

    /// The command whose output a pipe leads into this one.
    pub fn piped_from(self) -> Option<Command<'s>> {
        let mut outer = self;
        while let Some(wrapper) = outer.wrapper() {
            outer = wrapper;
        }
        let depth = outer.within().substitution;
        let mut before = outer.earlier().collect::<Vec<_>>();
        before.retain(|it| it.within().substitution == depth && it.wrapper().is_none());
        (outer.link() == Link::Pipe).then(|| before.pop()).flatten()
    }
}

#[cfg(test)]
mod tests {
    use crate::shell::{Command, Dialect, Script};
    use crate::text::{MappedText, Span, offset};

    #[test]
    fn redirections_belong_to_commands() {
        let show = |text: &str| {
            let text = MappedText::plain(text, Span::new(0, offset(text.len())));
            let script = Script::parse(text, &Dialect::Sh.into());
            let commands = script.commands().map(|command| {
                let all = command
                    .redirections()
                    .map(|it| format!(" {:?} {:?}", it.kind, it.target.cooked()));
                let from = command.piped_from().and_then(Command::name);
                let from = from.map_or(String::new(), |name| format!(" from {name}"));
                let name = command.name().unwrap_or("~");
                format!("{name}{}{from}", all.collect::<String>())
            });
            commands.collect::<Vec<_>>().join("; ")
        };
        for (text, want) in [
            ("a > 'x y' && b", r#"a Write "x y"; b"#),
            ("a 2>&1 | b >> x", r#"a; b Append "x" from a"#),
            ("{ a; b; } > x; c", r#"a Write "x"; b Write "x"; c"#),
            ("echo $(a) > x", r#"echo Write "x"; a"#),
            ("sudo a < x", r#"sudo Read "x"; a Read "x""#),
            ("a \"$(c)\" | sudo b", "a; c; sudo from a; b from a"),
            ("a <<< x; b", r#"a Text "x"; b"#),
            ("a <<E\nx\nE\nb", r#"a Text "x\n"; b"#),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }

    #[test]
    fn own_redirections_are_told_from_those_of_groups() {
        let show = |text: &str| {
            let text = MappedText::plain(text, Span::new(0, offset(text.len())));
            let script = Script::parse(text, &Dialect::Sh.into());
            let commands = script.commands().map(|command| {
                let all = command
                    .own_redirections()
                    .map(|it| format!(" {:?}{:?} {}", it.kind, it.fd, it.target.cooked()));
                format!(
                    "{}:{}",
                    command.name().unwrap_or("~"),
                    all.collect::<String>()
                )
            });
            commands.collect::<Vec<_>>().join("; ")
        };
        for (text, want) in [
            ("a > f 2>&1", "a: WriteNone f DuplicateSome(2) 1"),
            ("a; b < \"x y\"", "a:; b: ReadNone x y"),
            ("sudo a >> f", "sudo: AppendNone f; a: AppendNone f"),
            (
                "a > $(b < c) > d",
                "a: WriteNone $(b < c) WriteNone d; b: ReadNone c",
            ),
            ("X=$(b < c) a > d", "b: ReadNone c; a: WriteNone d"),
            ("{ a; } > f", "a:"),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }
}
