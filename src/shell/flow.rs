//! Where the output of a command goes.

use super::command::{Command, Word};

impl<'s> Command<'s> {
    /// The command that runs in the end, if this one is a wrapper such as `sudo`.
    #[must_use]
    pub fn innermost(self) -> Command<'s> {
        let mut inner = self;
        let behind = self.script.commands();
        let runs = |it: Command<'s>| it.wrapper().map(Command::range);
        for command in behind.skip_while(|it| it.range().start <= self.range().start) {
            if runs(command) == Some(inner.range()) {
                inner = command;
            } else if command.range().start >= self.range().end {
                break;
            }
        }
        inner
    }

    /// The command that reads the output of this one through a pipe, wrappers taken off.
    pub fn piped_to(self) -> Option<Command<'s>> {
        let end = self.range().end;
        let next = self.script.commands().find(|it| it.range().start >= end)?;
        let here = self.within().substitution;
        let piped = self.script.pipes.iter().any(|pipe| {
            let between = pipe.range.start >= end && pipe.range.end <= next.range().start;
            between && pipe.within.substitution == here
        });
        piped.then(|| next.innermost())
    }

    /// The command with the word in which this one stands as a substitution, wrappers taken off.
    pub fn substituted_in(self) -> Option<(Command<'s>, Word<'s>)> {
        let own = self.range();
        if !self.within().substitution {
            return None;
        }
        let around = |word: &Word<'s>| {
            let range = word.range();
            range.start < own.start && own.end < range.end
        };
        let word = |command: Command<'s>| {
            let targets = command.own_redirections().map(|it| it.target);
            let word = command.words().chain(targets).find(around);
            word.map(|word| (command, word))
        };
        self.script.commands().filter_map(word).last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::{Dialect, Script};
    use crate::text::{MappedText, Span, offset};

    fn with(text: &str, look: impl Fn(Command<'_>) -> String) -> String {
        let text = MappedText::plain(text, Span::new(0, offset(text.len())));
        let script = Script::parse(text, &Dialect::Bash.into());
        let first = script.commands().find(|it| it.name() == Some("a"));
        look(first.unwrap())
    }

    #[test]
    fn pipes_and_substitutions() {
        let name = |command: Command<'_>| command.name().unwrap_or("~").to_owned();
        for (text, want) in [
            ("a | b", "b"),
            ("a x 2> y | sudo -E b -", "b"),
            ("sudo a | b", "b"),
            ("{ c || a; } | b", "b"),
            ("a | (cd x; b)", "cd"),
            ("c | a; b", "-"),
            ("c \"$(a)\" | b", "-"),
            ("c $(a | b)", "b"),
            ("a && b | c", "-"),
        ] {
            let next = with(text, |it| it.piped_to().map_or("-".to_owned(), name));
            assert_eq!(next, want, "{text}");
        }
        for (text, want) in [
            ("b \"$(a)\"", "b \"$(a)\""),
            ("sudo b <(c; a)", "b <(c; a)"),
            ("b <<< \"$(a)\"", "b \"$(a)\""),
            ("x $(b `a`)", "b `a`"),
            ("X=$(a) b", "-"),
            ("a b", "-"),
        ] {
            let show = |(command, word): (Command<'_>, Word<'_>)| name(command) + " " + word.raw();
            let found = with(text, |it| it.substituted_in().map_or("-".to_owned(), show));
            assert_eq!(found, want, "{text}");
        }
    }
}
