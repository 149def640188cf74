//! What rules about downloads share.

use crate::dockerfile::ast::Kind;
use crate::dockerfile::model::Binding;
use crate::facts::{
    Content, Download, Output, base, is_check, means_file, mentions_check, runs_file, runs_stdin,
    runs_word,
};
use crate::shell::{Command, Script, Status, Word};
use crate::text::Span;

use super::Cx;

/// The interpreter that reads the output of a download, through a pipe or a substitution: its
/// place and name.
pub fn script_reader(download: &Download<'_>) -> Option<(Span, String)> {
    let found = |command: Command<'_>| {
        let name = command.program().unwrap_or_default().to_owned();
        Some((command.name_word()?.span(), name))
    };
    let mut last = download.command;
    for next in download.pipeline() {
        if runs_stdin(next) {
            return found(next);
        }
        // It makes something else of it.
        if matches!(next.program(), Some("xargs" | "while")) {
            return None;
        }
        last = next;
    }
    let (command, word) = last.substituted_in()?;
    found(command).filter(|_| runs_word(command, word))
}

impl<'c, 's> Cx<'c, 's> {
    /// The interpreter that runs the file at `path`, with no check in front of it: its place and
    /// name. `behind` are the commands that come first; later `RUN`s follow.
    pub fn script_runner(&self, path: &str, behind: Vec<Command<'c>>) -> Option<(Span, String)> {
        let is_file = |word: Word<'_>| self.is_file(word, path);
        for command in behind.into_iter().chain(self.commands_of_later_runs()) {
            let words = || command.words().map(Word::cooked);
            if is_check(command) || words().any(mentions_check) {
                return None;
            }
            let Some(name) = command.name_word() else {
                continue;
            };
            let script = name.cooked().contains('/') && Content::of(path) == Content::Script;
            if runs_file(command, &is_file) || (script && is_file(name)) {
                let name = command.program().unwrap_or("the shell");
                return Some((command.span(), name.to_owned()));
            }
        }
        None
    }

    /// The text of a shell word with the values of its variables, as far as the file tells. Others
    /// are written as `$NAME`.
    pub fn resolve(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('$') {
            let (front, from) = rest.split_at(at);
            out.push_str(front);
            let inner = from.get(1..).unwrap_or_default();
            let (name, len) = if let Some(braced) = inner.strip_prefix('{') {
                let end = braced.find('}').unwrap_or(braced.len());
                (braced.get(..end).unwrap_or_default(), end + 3)
            } else {
                let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let end = inner.find(|c| !part(c)).unwrap_or(inner.len());
                (inner.get(..end).unwrap_or_default(), end + 1)
            };
            let plain = !name.is_empty()
                && name
                    .bytes()
                    .all(|it| it.is_ascii_alphanumeric() || it == b'_');
            let value = if plain { self.known(name) } else { None };
            match value {
                Some(value) => out.push_str(&value),
                None if plain => {
                    out.push('$');
                    out.push_str(name);
                }
                None => out.push_str(from.get(..len).unwrap_or(from)),
            }
            rest = from.get(len..).unwrap_or_default();
        }
        out.push_str(rest);
        out
    }

    /// The value that `ARG` or `ENV` gives a variable, unless the script sets it itself.
    fn known(&self, name: &str) -> Option<String> {
        let own = self.instruction()?;
        let set = format!("{name}=");
        let scripts = self.scripts(own).iter();
        if scripts
            .map(|it| it.text.as_str())
            .any(|it| it.contains(&set))
        {
            return None;
        }
        match self.model().lookup(name, self.index()) {
            Binding::Set(value) => value.known().map(str::to_owned),
            _ => None,
        }
    }

    /// Where each URL of a download goes.
    pub fn outputs<'d>(&self, download: &Download<'d>) -> Vec<(Word<'d>, Output)> {
        download.outputs(&|text| self.resolve(text))
    }

    /// The commands behind an offset of the file in the instruction being looked at.
    pub fn commands_behind(&self, at: u32) -> Vec<Command<'c>> {
        let Some(own) = self.instruction() else {
            return Vec::new();
        };
        let commands = self.scripts(own).iter().flat_map(Script::commands);
        let mut behind: Vec<_> = commands.filter(|it| it.span().start > at).collect();
        behind.sort_by_key(|it| it.span().start);
        behind
    }

    /// The commands of the `RUN`s behind the instruction being looked at, in its stage.
    pub fn commands_of_later_runs(&self) -> impl Iterator<Item = Command<'c>> + use<'c, 's> {
        self.commands_up_to(self.stage().map_or(0, |it| it.instructions.end))
    }

    /// The commands of the `RUN`s behind the instruction being looked at, in all stages.
    pub fn commands_of_all_later_runs(&self) -> impl Iterator<Item = Command<'c>> + use<'c, 's> {
        self.commands_up_to(self.tree().instructions.len())
    }

    fn commands_up_to(&self, end: usize) -> impl Iterator<Item = Command<'c>> + use<'c, 's> {
        let (file, onbuild) = (self.file(), self.in_onbuild());
        let later = self.tree().instructions.get(self.index() + 1..end);
        later
            .unwrap_or_default()
            .iter()
            .filter(move |it| matches!(it.kind, Kind::Onbuild(_)) == onbuild)
            .filter(|it| matches!(it.trigger().kind, Kind::Run(_)))
            .flat_map(move |it| file.facts.scripts(&file.document, it))
            .flat_map(Script::commands)
    }

    /// True if a word of a command, one that it reads from among them, means the file at `path`.
    pub fn uses_file(&self, command: Command<'_>, path: &str) -> bool {
        let targets = command.own_redirections().map(|it| it.target);
        let mut words = command.words().chain(targets);
        words.any(|word| self.is_file(word, path))
    }

    /// True if a word means the file at `path`.
    pub fn is_file(&self, word: Word<'_>, path: &str) -> bool {
        let text = word.cooked();
        if text.contains('$') {
            means_file(&self.resolve(text), path)
        } else {
            means_file(text, path)
        }
    }

    /// True if the instruction being looked at speaks of digests or signatures, or was not read in
    /// full, or a later `RUN` checks the file of this name.
    pub fn may_check(&self, path: &str) -> bool {
        let Some(own) = self.instruction() else {
            return true;
        };
        let mut scripts = self.scripts(own).iter();
        let here = scripts.any(|it| {
            let unread = matches!(it.status, Status::Broken | Status::Cut);
            unread || mentions_check(it.text.as_str())
        });
        let name = base(path);
        here || self.commands_of_later_runs().any(|command| {
            let text = command.script().text.as_str();
            is_check(command) && (name.is_empty() || text.contains(name) || text.contains("-c"))
        })
    }

    /// The path of a file that a command writes, from the root on: its folder is that of the last
    /// `cd` in front of it, or of `WORKDIR`. None if it is not known.
    pub fn full_path(&self, command: Command<'_>, path: &str) -> Option<String> {
        let absolute = |path: &str| path.starts_with('/');
        if absolute(path) {
            return Some(path.to_owned());
        }
        let moves = |it: &Command<'_>| matches!(it.program(), Some("cd" | "pushd" | "popd"));
        let folder = match command.earlier().filter(moves).last() {
            Some(last) => self.resolve(last.args().next()?.cooked()),
            None => self.workdir()?,
        };
        let known = absolute(&folder) && !folder.contains(['$', '`']);
        known.then(|| format!("{}/{path}", folder.trim_end_matches('/')))
    }

    /// The `WORKDIR` in force. None if it is not set in this file, or relative.
    fn workdir(&self) -> Option<String> {
        let index = self.state().workdir?;
        let it = self.tree().instructions.get(index)?;
        let Kind::Workdir(argument) = &it.trigger().kind else {
            return None;
        };
        let value = self.model().value(&argument.value.text, index);
        value.known().map(str::to_owned)
    }
}
