//! Options and operands of a command.
//!
//! Programs differ in which options take a value, so a reader says which.

use super::{Command, Word};

/// Which options of a program take a value.
#[derive(Clone, Copy, Debug, Default)]
pub struct Syntax {
    /// Short options that take one, attached or as the next word.
    pub short: &'static str,
    /// Long options, without dashes, that take the next word if there is no `=`.
    pub long: &'static [&'static str],
    /// Long options are written with one dash, as Go programs do.
    pub single_dash: bool,
}

/// One option.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Flag<'s> {
    /// Its name without dashes: one letter for a short one.
    pub name: &'s str,
    /// Its value, quotes removed and expansions as they stand.
    pub value: Option<&'s str>,
    /// The word it stands in.
    pub word: Word<'s>,
}

/// What follows the name of a command.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Arguments<'s> {
    /// The options in order; a cluster of short ones is taken apart.
    pub flags: Vec<Flag<'s>>,
    /// The other words.
    pub operands: Vec<Word<'s>>,
    /// Some words are expansions of which nobody knows what they give, options perhaps.
    pub is_open: bool,
}

impl<'s> Arguments<'s> {
    /// Reads the arguments of a command. Options may stand anywhere in front of `--`.
    pub fn read(command: Command<'s>, syntax: &Syntax) -> Self {
        Self::of_words(command.args(), syntax)
    }

    /// Reads these words.
    pub fn of_words(words: impl IntoIterator<Item = Word<'s>>, syntax: &Syntax) -> Self {
        let mut found = Self::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let text = word.cooked();
            // An expansion on its own may be options, operands or nothing.
            found.is_open |= word.is_dynamic() && text.starts_with('$');
            if text == "--" {
                found.operands.extend(words);
                break;
            }
            let long = match text.strip_prefix("--") {
                Some(long) => Some(long),
                None if syntax.single_dash => text.strip_prefix('-'),
                None => None,
            };
            let flag = |name, value| Flag { name, value, word };
            if let Some(long) = long.filter(|long| !long.is_empty()) {
                let found_flag = match long.split_once('=') {
                    Some((name, value)) => flag(name, Some(value)),
                    None if syntax.long.contains(&long) => {
                        flag(long, words.next().map(Word::cooked))
                    }
                    None => flag(long, None),
                };
                found.flags.push(found_flag);
            } else if let Some(short) = text.strip_prefix('-').filter(|it| !it.is_empty()) {
                for (at, letter) in short.char_indices() {
                    let behind = at + letter.len_utf8();
                    let name = short.get(at..behind).unwrap_or_default();
                    if !syntax.short.contains(letter) {
                        found.flags.push(flag(name, None));
                        continue;
                    }
                    let attached = short.get(behind..).filter(|rest| !rest.is_empty());
                    let value = match attached {
                        Some(rest) => Some(rest.strip_prefix('=').unwrap_or(rest)),
                        None => words.next().map(Word::cooked),
                    };
                    found.flags.push(flag(name, value));
                    break;
                }
            } else {
                found.operands.push(word);
            }
        }
        found
    }

    /// The first option with one of these names.
    pub fn flag(&self, names: &[&str]) -> Option<&Flag<'s>> {
        self.flags.iter().find(|flag| names.contains(&flag.name))
    }

    /// True if one of these options is there.
    pub fn has(&self, names: &[&str]) -> bool {
        self.flag(names).is_some()
    }

    /// How often these options are there.
    pub fn count(&self, names: &[&str]) -> usize {
        self.flags
            .iter()
            .filter(|flag| names.contains(&flag.name))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::{Dialect, Script};
    use crate::text::{MappedText, Span, offset};

    fn show(text: &str, syntax: &Syntax) -> String {
        let text = MappedText::plain(text, Span::new(0, offset(text.len())));
        let script = Script::parse(text, &Dialect::Sh.into());
        let command = script.commands().next().unwrap();
        let found = Arguments::read(command, syntax);
        let flags = found.flags.iter().map(|flag| match flag.value {
            Some(value) => format!("[{}={value}]", flag.name),
            None => format!("[{}]", flag.name),
        });
        let operands = found.operands.iter().map(|word| word.cooked().to_owned());
        flags.chain(operands).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn options_are_told_from_operands() {
        let apt = Syntax {
            short: "to",
            long: &["target-release"],
            single_dash: false,
        };
        for (text, want) in [
            ("apt-get -qy install a", "[q] [y] install a"),
            ("apt-get -t x install a", "[t=x] install a"),
            ("apt-get -qtx install a", "[q] [t=x] install a"),
            ("apt-get -q=2 install", "[q] [=] [2] install"),
            ("apt-get --target-release x a", "[target-release=x] a"),
            ("apt-get --target-release=x a", "[target-release=x] a"),
            ("apt-get -- -a b", "-a b"),
            ("apt-get - 'a b'", "- a b"),
        ] {
            assert_eq!(show(text, &apt), want, "{text}");
        }
        let go = Syntax {
            long: &["tags"],
            single_dash: true,
            ..Syntax::default()
        };
        assert_eq!(
            show("go install -tags x -v a", &go),
            "[tags=x] [v] install a"
        );
    }
}
