//! Calls of package managers.

use crate::finding::Fix;
use crate::shell::{Arguments, Command, Word};
use crate::text::{Range, Span};

use super::options::syntax;

/// A package manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Manager {
    /// `apt-get`
    AptGet,
    /// `apt`
    Apt,
    /// `aptitude`
    Aptitude,
    /// `apk`
    Apk,
    /// `yum`
    Yum,
    /// `dnf`
    Dnf,
    /// `microdnf`
    Microdnf,
    /// `zypper`
    Zypper,
    /// `pip`, `pip3.11`, `python3 -m pip`
    Pip,
    /// `pipx`
    Pipx,
    /// `npm`
    Npm,
    /// `yarn`
    Yarn,
    /// `gem`
    Gem,
    /// `go`
    Go,
}

/// A setting that files of package managers hold, and that a Dockerfile may write there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackageSetting {
    /// APT assumes yes.
    AptYes,
    /// APT is told about recommended packages.
    AptRecommends,
    /// APT takes packages from the archive of a certain day.
    AptSnapshot,
    /// `yum` or `dnf` assumes yes.
    RpmYes,
}

impl PackageSetting {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [
        Self::AptYes,
        Self::AptRecommends,
        Self::AptSnapshot,
        Self::RpmYes,
    ];

    /// The first place in a text where it stands, in any letter case.
    pub(super) fn find(self, text: &str) -> Option<usize> {
        // The blank sets the line of a file apart from an option of one call.
        let marks: &[&str] = match self {
            Self::AptYes => &["APT::Get::Assume-Yes "],
            Self::AptRecommends => &["APT::Install-Recommends "],
            Self::AptSnapshot => &["snapshot.debian.org", "snapshot.ubuntu.com"],
            Self::RpmYes => &["assumeyes="],
        };
        marks.iter().filter_map(|mark| find(text, mark)).min()
    }
}

/// The first place of `mark` in a text, in any letter case.
fn find(text: &str, mark: &str) -> Option<usize> {
    // Its first sign that is no letter is rarer in a text, and has no case.
    let anchor = mark.bytes().position(|byte| !byte.is_ascii_alphabetic())?;
    let sign = *mark.as_bytes().get(anchor)?;
    memchr::memchr_iter(sign, text.as_bytes())
        .filter_map(|at| at.checked_sub(anchor))
        .find(|at| {
            let place = text.as_bytes().get(*at..at + mark.len());
            place.is_some_and(|place| place.eq_ignore_ascii_case(mark.as_bytes()))
        })
}

/// One call of a package manager.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PackageCall<'s> {
    /// Which one.
    pub manager: Manager,
    /// The whole command.
    pub command: Command<'s>,
    /// What it is asked to do, such as `install`.
    pub verb: Option<Word<'s>>,
    /// Options, in front of the verb and behind it, and the words behind the verb.
    pub args: Arguments<'s>,
}

impl<'s> PackageCall<'s> {
    /// Reads a command. None if it calls no package manager.
    pub fn read(command: Command<'s>) -> Option<Self> {
        let program = command.program()?;
        let (manager, module) = match manager(program) {
            Some(manager) => (manager, 0),
            None if is_versioned(program, "python") => in_python(command)?,
            None => return None,
        };
        // What follows `--` is for the compiler that `gem` calls.
        let ends = |word: &Word<'_>| manager == Manager::Gem && word.cooked() == "--";
        let words = command.args().skip(module).take_while(|word| !ends(word));
        let mut args = Arguments::of_words(words, &syntax(manager));
        // Variables in front of the verb hold options.
        let is_open = |word: &&Word<'_>| word.is_dynamic() && word.cooked().starts_with('$');
        let open = args.operands.iter().take_while(is_open).count();
        let at = if open < args.operands.len() { open } else { 0 };
        let verb = args
            .operands
            .drain(..args.operands.len().min(at + 1))
            .next_back();
        Some(Self {
            manager,
            command,
            verb,
            args,
        })
    }

    /// The text of the verb; empty if there is none, or a variable in its place.
    pub fn verb(&self) -> &'s str {
        self.verb.and_then(Word::text).unwrap_or_default()
    }

    /// True if it installs the packages it names.
    pub fn installs(&self) -> bool {
        let verbs: &[&str] = match self.manager {
            Manager::Apk | Manager::Yarn => &["add"],
            Manager::Zypper => &["install", "in"],
            Manager::Npm => &["install", "i", "add"],
            Manager::Gem => &["install", "i"],
            Manager::Go => &["install", "get"],
            Manager::Yum | Manager::Dnf | Manager::Microdnf => &["install", "localinstall"],
            _ => &["install"],
        };
        verbs.contains(&self.verb())
    }

    /// True if the verb is one of these, also behind `group` or `module`.
    pub fn does(&self, verbs: &[&str]) -> bool {
        let verb = match self.verb() {
            "group" | "groups" | "module" => self.args.operands.first().and_then(|it| it.text()),
            verb => Some(verb),
        };
        verb.is_some_and(|verb| verbs.contains(&verb))
    }

    /// True if it installs a package, or a group of packages, with this name.
    pub fn installs_named(&self, name: &str) -> bool {
        let group = self.args.flag(&["t", "virtual"]).and_then(|it| it.value);
        let group = group.filter(|_| self.manager == Manager::Apk);
        let mut packages = self.packages();
        self.installs() && (group == Some(name) || packages.any(|it| it.cooked() == name))
    }

    /// The words that name what is to be installed.
    pub fn packages(&self) -> impl Iterator<Item = Word<'s>> {
        self.args.operands.iter().copied()
    }

    /// From the name of the program to the verb, in the file.
    pub fn span(&self) -> Span {
        let all = self.command.range();
        let start = self.command.name_word().map_or(all, Word::range).start;
        let end = self.verb.map_or(all, Word::range).end;
        self.command.script().text.span(Range { start, end })
    }

    /// An edit that inserts ` option` behind the verb. None where words are JSON strings.
    pub fn insert(&self, option: &str) -> Option<Fix> {
        let verb = self.verb?;
        let shell = self.command.script().dialect.is_posix_like();
        let fix = Fix::unchecked(format!("add `{option}`"));
        shell.then(|| fix.insert(verb.span().end, format!(" {option}")))
    }

    /// The words from the name of the program to the verb, as they are typed: `apt-get install`.
    pub fn name(&self) -> String {
        let program = self.command.program().unwrap_or_default();
        format!("{program} {}", self.verb()).trim_end().to_owned()
    }
}

fn manager(program: &str) -> Option<Manager> {
    Some(match program {
        "apt-get" => Manager::AptGet,
        "apt" => Manager::Apt,
        "aptitude" => Manager::Aptitude,
        "apk" => Manager::Apk,
        "yum" => Manager::Yum,
        "dnf" | "dnf5" => Manager::Dnf,
        "microdnf" => Manager::Microdnf,
        "zypper" => Manager::Zypper,
        "pipx" => Manager::Pipx,
        "npm" => Manager::Npm,
        "yarn" | "yarnpkg" => Manager::Yarn,
        "gem" => Manager::Gem,
        "go" => Manager::Go,
        _ if is_versioned(program, "pip") => Manager::Pip,
        _ => return None,
    })
}

/// `python3 -m pip`: the manager, and how many words stand in front of its arguments.
fn in_python(command: Command<'_>) -> Option<(Manager, usize)> {
    let mut args = command.args().map(|word| word.text().unwrap_or_default());
    let at = args.position(|word| word == "-m")?;
    match args.next()? {
        "pip" => Some((Manager::Pip, at + 2)),
        "pipx" => Some((Manager::Pipx, at + 2)),
        _ => None,
    }
}

/// `pip`, `pip3` or `pip3.11` for `pip`.
fn is_versioned(program: &str, name: &str) -> bool {
    program.strip_prefix(name).is_some_and(|version| {
        version
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::{Dialect, Script};
    use crate::text::{MappedText, Span, offset};

    #[test]
    fn calls_are_recognised() {
        let show = |text: &str| {
            let text = MappedText::plain(text, Span::new(0, offset(text.len())));
            let script = Script::parse(text, &Dialect::Sh.into());
            let calls = script.commands().filter_map(PackageCall::read);
            let show = |call: PackageCall<'_>| {
                let packages: Vec<_> = call
                    .packages()
                    .map(|word| word.cooked().to_owned())
                    .collect();
                format!("{:?} {} {}", call.manager, call.verb(), packages.join(","))
            };
            calls.map(show).collect::<Vec<_>>().join("; ")
        };
        for (text, want) in [
            ("apt-get -y install a b=1", "AptGet install a,b=1"),
            ("sudo -E apt-get -o X=1 -t s install a", "AptGet install a"),
            ("pip3.11 install -r x a", "Pip install a"),
            (
                "/opt/bin/python3 -u -m pip --no-cache-dir install a",
                "Pip install a",
            ),
            ("python3 x.py; pipenv install", ""),
            ("go install -tags x ./...", "Go install ./..."),
            (
                "dnf --setopt x=1 install -y a && dnf clean all",
                "Dnf install a; Dnf clean all",
            ),
            ("apk add -t .x a", "Apk add a"),
            ("apt-get $A \"$B\" install a", "AptGet install a"),
            ("apt-get $A", "AptGet  "),
            ("gem install a -- --with-b c", "Gem install a"),
            ("pipx install -f a --spec b", "Pipx install a"),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }
}
