//! A parsed shell script as rules see it.

use crate::text::{MappedText, Range};

use super::Dialect;
use super::command::{Command, Link, Pipe, Within, Word};
use super::parse::{self, Tree};
use super::redirect::RawRedirect;

/// Where a script stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// `RUN`
    #[default]
    Run,
    /// `CMD`
    Cmd,
    /// `ENTRYPOINT`
    Entrypoint,
    /// `HEALTHCHECK`
    Healthcheck,
    /// A file that `COPY` or `ADD` writes from a here-document.
    File,
}

/// What is known of a script besides its text.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Setting {
    /// The shell that runs it.
    pub dialect: Dialect,
    /// The instruction it stands in.
    pub origin: Origin,
    /// `set -e` holds from the start.
    pub errexit: bool,
    /// `set -o pipefail` holds from the start.
    pub pipefail: bool,
    /// It is no text that was written as a script: another one hands it to a shell, as in
    /// `sh -c '…'`, or it was meant to be JSON. The shell linter leaves it alone.
    pub is_quoted: bool,
    /// Variables that the script mentions and that have a value when it starts.
    pub names: Vec<String>,
}

impl From<Dialect> for Setting {
    fn from(dialect: Dialect) -> Self {
        Self {
            dialect,
            ..Self::default()
        }
    }
}

/// A shell script: its text and the commands in it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Script<'a> {
    /// The text as the shell sees it, mapped to the file.
    pub text: MappedText<'a>,
    /// Its language.
    pub dialect: Dialect,
    /// The instruction it stands in.
    pub origin: Origin,
    /// `set -e` holds from the start.
    pub errexit: bool,
    /// `set -o pipefail` holds from the start.
    pub pipefail: bool,
    /// It is no text that was written as a script: another one hands it to a shell, as in
    /// `sh -c '…'`, or it was meant to be JSON. The shell linter leaves it alone.
    pub is_quoted: bool,
    /// How well it was understood.
    pub status: Status,
    /// Where and why the first syntax error is, if there is one.
    pub error: Option<(Range, String)>,
    /// The syntax tree. None if nothing was parsed.
    pub(super) tree: Option<Tree>,
    /// Variables that are set, on their own or in front of a command.
    pub(super) assignments: Vec<Assignment>,
    /// Names of variables that are set when it starts, as far as it mentions them.
    pub(super) names: Vec<String>,
    /// The pipes in source order, those in substitutions and functions among them.
    pub pipes: Vec<Pipe>,
    pub(super) commands: Vec<RawCommand>,
    pub(super) words: Vec<RawWord>,
    pub(super) redirects: Vec<RawRedirect>,
    /// Indices of the commands named `set`.
    pub(super) sets: Vec<usize>,
}

/// How well a script was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// In full.
    Parsed,
    /// With a syntax error; what lies around it may be missing.
    Broken,
    /// Up to a limit: it is too long or too deeply nested.
    Cut,
    /// Not at all: it is in no language that is parsed here.
    NotAnalysed,
}

#[derive(Clone, Debug)]
pub(super) struct RawCommand {
    /// Indices into the words; the name is the first.
    pub words: std::ops::Range<usize>,
    /// The whole command without redirections behind it.
    pub range: Range,
    pub link: Link,
    pub within: Within,
    /// The command that runs this one, such as `sudo`.
    pub wrapper: Option<usize>,
    /// Indices into the redirections.
    pub redirects: std::ops::Range<usize>,
}

/// `name=value`
#[derive(Clone, Copy, Debug)]
pub(super) struct Assignment {
    pub name: Range,
    pub value: Range,
    pub place: Place,
}

/// Where a variable is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In a command of its own.
    Alone,
    /// In front of a command, for that only.
    Prefix,
    /// As an argument of `export` and its like.
    Declared,
}

#[derive(Clone, Debug)]
pub(super) struct RawWord {
    pub range: Range,
    /// The text with quotes taken out, where it differs from what stands there.
    pub cooked: Option<Box<str>>,
    /// Holds an expansion.
    pub dynamic: bool,
}

impl<'a> Script<'a> {
    /// Parses a script. Languages that are no kin of the Bourne shell are not analysed.
    pub fn parse(text: MappedText<'a>, setting: &Setting) -> Self {
        let mut script = Self::unread(text, setting);
        if setting.dialect.is_posix_like() {
            parse::parse(&mut script);
        }
        script
    }

    fn unread(text: MappedText<'a>, setting: &Setting) -> Self {
        Self {
            text,
            dialect: setting.dialect,
            origin: setting.origin,
            errexit: setting.errexit,
            pipefail: setting.pipefail,
            is_quoted: setting.is_quoted,
            status: Status::NotAnalysed,
            error: None,
            tree: None,
            assignments: Vec::new(),
            names: setting.names.clone(),
            pipes: Vec::new(),
            commands: Vec::new(),
            words: Vec::new(),
            redirects: Vec::new(),
            sets: Vec::new(),
        }
    }

    /// One command whose words are known, run without a shell. The ranges are those of the words
    /// in `text`, the strings what they stand for.
    pub fn of_words(
        text: MappedText<'a>,
        origin: Origin,
        words: impl IntoIterator<Item = (Range, Box<str>)>,
    ) -> Self {
        let words: Vec<_> = words
            .into_iter()
            .map(|(range, cooked)| RawWord {
                range,
                cooked: Some(cooked),
                dynamic: false,
            })
            .collect();
        let mut commands = Vec::new();
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            commands.push(RawCommand {
                words: 0..words.len(),
                range: Range {
                    start: first.range.start,
                    end: last.range.end,
                },
                link: Link::Start,
                within: Within::default(),
                wrapper: None,
                redirects: 0..0,
            });
        }
        let setting = Setting {
            origin,
            ..Dialect::Other.into()
        };
        let mut script = Self {
            status: Status::Parsed,
            commands,
            words,
            ..Self::unread(text, &setting)
        };
        parse::unwrap_all(&mut script);
        script
    }

    /// The commands in source order: those in substitutions, functions, conditions and behind
    /// wrappers such as `sudo` are among them.
    pub fn commands(&self) -> impl Iterator<Item = Command<'_>> {
        (0..self.commands.len()).filter_map(|index| self.command(index))
    }

    /// What is handed to the shell linter, and how many bytes of it stand in front of the script.
    /// None if the script is not linted.
    pub fn linted(&self) -> Option<(&str, usize)> {
        let tree = self.tree.as_ref().filter(|_| !self.is_quoted)?;
        Some((tree.source(self.text.as_str()), tree.header()))
    }

    /// The scripts that its commands hand to a shell with `-c`, and their languages, as far as they
    /// stand there in plain quotes.
    pub fn nested(&self) -> impl Iterator<Item = (Dialect, Range)> {
        self.commands().filter_map(|command| {
            let dialect = Dialect::of_program(command.program()?);
            if !dialect.is_posix_like() {
                return None;
            }
            let mut args = command
                .args()
                .skip_while(|word| !takes_script(word.cooked()));
            let script = args.nth(1)?;
            let (text, raw) = (script.text()?, script.raw());
            let inner = raw.get(1..raw.len().checked_sub(1)?)?;
            let quoted = raw.starts_with(['\'', '"']) && inner == text;
            let start = script.range().start as usize + 1;
            quoted.then(|| (dialect, Range::new(start, start + inner.len())))
        })
    }

    /// The commands of a script that was written as one; none of text that another script quotes,
    /// or in a language without the grammar of the Bourne shell.
    pub fn linted_commands(&self) -> impl Iterator<Item = Command<'_>> {
        let linted = !self.is_quoted && self.tree.is_some();
        self.commands().filter(move |_| linted)
    }

    /// True if the variable has a value when the script starts, because the file sets it.
    pub fn sets(&self, name: &str) -> bool {
        self.names.iter().any(|it| it == name)
    }

    /// True if a `set` in front of the offset `at` switches the option on that `set -o` knows by
    /// this name and, if it has one, by this letter.
    pub fn is_set(&self, name: &str, letter: Option<char>, at: u32) -> bool {
        let mut on = false;
        for command in self.sets.iter().filter_map(|index| self.command(*index)) {
            if command.raw.range.start >= at {
                break;
            }
            let mut named = None;
            for word in command.args().map(Word::cooked) {
                let switch = match word.chars().next() {
                    Some('-') => true,
                    Some('+') => false,
                    _ => {
                        if word == name {
                            on = named.unwrap_or(on);
                        }
                        continue;
                    }
                };
                named = word.ends_with('o').then_some(switch);
                if letter.is_some_and(|letter| word.contains(letter)) {
                    on = switch;
                }
            }
        }
        on
    }

    /// The command with this number.
    pub(super) fn command(&self, index: usize) -> Option<Command<'_>> {
        let raw = self.commands.get(index)?;
        Some(Command { script: self, raw })
    }
}

/// True for the options of a shell that make the next word a script, such as `-ec`.
fn takes_script(option: &str) -> bool {
    let short = option.strip_prefix('-').unwrap_or_default();
    !short.starts_with('-') && short.contains('c')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// One line per command: link, what surrounds it, words; a wrapped command is indented.
    fn show(text: &str) -> Vec<String> {
        let text = MappedText::plain(text, Span::new(0, crate::text::offset(text.len())));
        let script = Script::parse(text, &Dialect::Sh.into());
        let show = |command: Command<'_>| {
            let within = command.within();
            let marks = [
                (within.substitution, '$'),
                (within.subshell, '('),
                (within.condition, '?'),
                (within.function, 'f'),
                (within.looped, 'l'),
                (within.branch, 'b'),
                (within.negated, '!'),
            ];
            let marks: String = marks
                .iter()
                .filter(|(set, _)| *set)
                .map(|(_, c)| *c)
                .collect();
            let link = match command.link() {
                Link::Start => "",
                Link::Seq => "; ",
                Link::And => "&& ",
                Link::Or => "|| ",
                Link::Pipe => "| ",
                Link::Background => "& ",
            };
            let words: Vec<_> = command
                .words()
                .map(|word| word.text().unwrap_or("~"))
                .collect();
            let indent = if command.wrapper().is_some() {
                "  "
            } else {
                ""
            };
            format!("{indent}{marks}{link}{}", words.join(" "))
        };
        script.commands().map(show).collect()
    }

    #[test]
    fn lists_and_compound_commands() {
        for (text, want) in [
            (
                "a && b || c; d & e | f",
                &["a", "&& b", "|| c", "; d", "& e", "| f"] as &[&str],
            ),
            ("! a && b", &["!a", "&& b"]),
            (
                "if a; then b; elif c; then d; else e; fi",
                &["?a", "bb", "?c", "bd", "be"],
            ),
            ("while a; do b; done", &["?a", "lb"]),
            ("for x in $(a); do b; done", &["$a", "lb"]),
            ("case $(a) in x) b;; *) c;; esac", &["$a", "bb", "bc"]),
            ("(cd x && b) && { c; }", &["(cd x", "(&& b", "c"]),
            ("f() { a; }; f", &["fa", "; f"]),
            ("A=1 B=$(x) c d", &["$x", "c d"]),
            ("A=1", &[]),
            ("time a", &["a"]),
            ("[ -f x ] && exit 1", &["[ -f x ]", "&& exit 1"]),
            ("A=1 exit 2", &["exit 2"]),
            ("export A=1 B=$(x) -p C", &["export A=1 ~ -p C", "$x"]),
            ("[[ $(a) == b ]] && c", &["$a", "&& c"]),
            ("", &[]),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }

    #[test]
    fn words_are_decoded() {
        for (text, want) in [
            ("\"cd\" 'a b' c\\ d", &["cd a b c d"] as &[&str]),
            ("\\cd c\\d", &["cd cd"]),
            ("$CMD x", &["~ x"]),
            ("echo `a b` ${x:-$(c)}", &["echo ~ ~", "$a b", "$c"]),
            ("cat <<E\n$(a)\nE\nb", &["cat", "$a", "; b"]),
            ("a > $(b)", &["a", "$b"]),
            ("diff <(a) <(b)", &["diff ~ ~", "$a", "$b"]),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }

    #[test]
    fn wrapped_commands_follow_their_wrapper() {
        for (text, want) in [
            (
                "sudo -u x -E A=1 env -i B=2 apt-get install",
                &[
                    "sudo -u x -E A=1 env -i B=2 apt-get install",
                    "  env -i B=2 apt-get install",
                    "  apt-get install",
                ] as &[&str],
            ),
            ("xargs -n 1 rm -f", &["xargs -n 1 rm -f", "  rm -f"]),
            ("timeout -k 5 10 a b", &["timeout -k 5 10 a b", "  a b"]),
            ("command -v a", &["command -v a"]),
            ("sudo", &["sudo"]),
            ("sudo $x a", &["sudo ~ a"]),
            (
                "gosu u a && exec b",
                &["gosu u a", "  a", "&& exec b", "  && b"],
            ),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }

    #[test]
    fn hostile_scripts_end_soon_and_say_so() {
        let status = |text: &str| {
            let text = MappedText::plain(text, Span::new(0, crate::text::offset(text.len())));
            Script::parse(text, &Dialect::Sh.into()).status
        };
        let nested = |depth| "$(echo ".repeat(depth) + &")".repeat(depth);
        assert_eq!(status(&nested(10)), Status::Parsed);
        assert_eq!(status(&nested(10_000)), Status::Cut);
        assert_eq!(status(&("a && ".repeat(6_000) + "a")), Status::Cut);
        assert_eq!(status(&"a; ".repeat(50_000)), Status::Parsed);
        assert_eq!(status("if a; then"), Status::Broken);
        assert_eq!(status("a; )"), Status::Broken);
    }
}
