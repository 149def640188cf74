//! Redirections of commands.

use std::ops::Range;

use shuck_ast as ast;

use super::command::Word;
use super::lower::Lowering;
use super::script::{RawWord, Script};

/// Which way a redirection goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedirectKind {
    /// `>`, `>|` or `&>`
    Write,
    /// `>>` or `&>>`
    Append,
    /// `<` or `<>`
    Read,
    /// `<<<`: the word itself is what is read.
    Text,
    /// `>&` and `<&`, to another file descriptor.
    Duplicate,
}

/// A redirection of a command to or from a word.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Redirect<'s> {
    /// Which way it goes.
    pub kind: RedirectKind,
    /// The file descriptor in front of it. None where none is written.
    pub fd: Option<i32>,
    /// The file, descriptor or text.
    pub target: Word<'s>,
}

#[derive(Clone, Debug)]
pub(super) struct RawRedirect {
    pub kind: RedirectKind,
    pub fd: Option<i32>,
    pub target: RawWord,
}

impl<'s> Redirect<'s> {
    pub(super) fn new(script: &'s Script<'s>, raw: &'s RawRedirect) -> Self {
        Self {
            kind: raw.kind,
            fd: raw.fd,
            target: Word {
                script,
                raw: &raw.target,
            },
        }
    }

    /// True if the standard output goes to the file that it names.
    pub fn takes_output(self) -> bool {
        let writes = matches!(self.kind, RedirectKind::Write | RedirectKind::Append);
        writes && matches!(self.fd, None | Some(1))
    }
}

impl Lowering<'_> {
    /// Keeps the redirections of one command together, and tells where they are.
    pub(super) fn note_redirects(&mut self, redirects: &[ast::Redirect]) -> Range<usize> {
        let start = self.redirects.len();
        for redirect in redirects {
            let kind = match redirect.kind {
                ast::RedirectKind::Output
                | ast::RedirectKind::Clobber
                | ast::RedirectKind::OutputBoth => RedirectKind::Write,
                ast::RedirectKind::Append => RedirectKind::Append,
                ast::RedirectKind::Input | ast::RedirectKind::ReadWrite => RedirectKind::Read,
                ast::RedirectKind::HereString => RedirectKind::Text,
                ast::RedirectKind::DupOutput | ast::RedirectKind::DupInput => {
                    RedirectKind::Duplicate
                }
                ast::RedirectKind::HereDoc | ast::RedirectKind::HereDocStrip => continue,
            };
            if let ast::RedirectTarget::Word(word) = &redirect.target {
                let target = self.word(word);
                self.redirects.push(RawRedirect {
                    kind,
                    fd: redirect.fd,
                    target,
                });
            }
        }
        start..self.redirects.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::Dialect;
    use crate::text::{MappedText, Span, offset};

    #[test]
    fn redirections_belong_to_their_command() {
        let show = |text: &str| {
            let text = MappedText::plain(text, Span::new(0, offset(text.len())));
            let script = Script::parse(text, &Dialect::Sh.into());
            let show = |command: crate::shell::Command<'_>| {
                let redirects: Vec<_> = command
                    .redirects()
                    .map(|it| format!("{:?}{:?} {}", it.kind, it.fd, it.target.cooked()))
                    .collect();
                format!(
                    "{}: {}",
                    command.name().unwrap_or("~"),
                    redirects.join(", ")
                )
            };
            script.commands().map(show).collect::<Vec<_>>().join("; ")
        };
        for (text, want) in [
            ("a > f 2>&1", "a: WriteNone f, DuplicateSome(2) 1"),
            ("a; b < \"x y\"", "a: ; b: ReadNone x y"),
            ("sudo a >> f", "sudo: AppendNone f; a: AppendNone f"),
            (
                "a > $(b < c) > d",
                "a: WriteNone $(b < c), WriteNone d; b: ReadNone c",
            ),
            ("X=$(b < c) a > d", "b: ReadNone c; a: WriteNone d"),
            ("{ a; } > f", "a: "),
            ("a <<< b <<E\nc\nE", "a: TextNone b"),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }
}
