//! Paths in the image, as far as they are known.

use std::borrow::Cow;

use crate::dockerfile::Document;
use crate::dockerfile::ast::{Copy, CopySource, Instruction, Kind};
use crate::facts::{is_mounted, removes};
use crate::shell::{Command, Word};
use crate::text::Word as FileWord;

use super::Cx;

/// Relative `WORKDIR`s that build on each other in a longer chain are no file that a person wrote.
const MAX_CHAIN: usize = 64;

/// Stands for the working directory of the base image.
const UNKNOWN: &str = "?";

/// Endings of files that are large, or hold many others.
const LARGE: &[&str] = &[
    ".7z", ".apk", ".bin", ".bz2", ".deb", ".gz", ".iso", ".jar", ".rpm", ".run", ".tar", ".tbz2",
    ".tgz", ".txz", ".war", ".whl", ".xz", ".zip", ".zst",
];

/// Where a `COPY` or `ADD` puts its sources.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Target {
    /// The path in the image. It starts with `?` where it depends on the base image.
    pub path: String,
    /// The path is surely a folder.
    pub is_folder: bool,
}

impl Target {
    /// The paths that a source with this name may have; more than one if nobody knows whether the
    /// target is a folder.
    pub fn of_file(&self, source: &str) -> Vec<String> {
        let inside = format!("{}/{}", self.path.trim_end_matches('/'), last_part(source));
        if self.is_folder {
            vec![inside]
        } else {
            vec![inside, self.path.clone()]
        }
    }
}

impl<'c, 's> Cx<'c, 's> {
    /// The path that a word of a `COPY` and its like means, without `.` and `..`. None if it is not
    /// known; it starts with `?` where it depends on the base image.
    pub fn path_of(&self, it: &Instruction<'_>, word: &FileWord<'s>) -> Option<String> {
        let value = self.model().value(&word.text, it.index);
        self.absolute(it, value.known()?)
    }

    /// The path that a word of a shell script in `it` means.
    pub fn shell_place(&self, it: &Instruction<'_>, word: Word<'_>) -> Option<String> {
        if let Some(text) = word.text() {
            return self.absolute(it, text);
        }
        let script = word.script().text.as_str();
        let is_set = |name: &str| {
            let mut places = script.match_indices(name);
            places.any(|(at, _)| script.get(at + name.len()..).is_some_and(assigns))
        };
        let raw = word.raw();
        if raw.contains(['`', '(', '\'']) || word.variables().any(|(name, _)| is_set(name)) {
            return None;
        }
        let value = self.model().value(&Cow::Owned(raw.to_owned()), it.index);
        self.absolute(it, value.known()?)
    }

    /// The folder in which a command of `it` runs, as far as `cd` in front of it tells.
    pub fn folder_of(&self, command: Command<'_>, it: &Instruction<'_>) -> Option<String> {
        let moves = |it: &Command<'_>| it.program() == Some("cd");
        match command.earlier().filter(moves).last() {
            Some(cd) => self.shell_place(it, cd.args().next()?),
            None => self.absolute(it, "."),
        }
    }

    /// Where a `COPY` or `ADD` puts its sources.
    pub fn target(&self, it: &Instruction<'s>) -> Option<Target> {
        let (Kind::Copy(copy) | Kind::Add(copy)) = &it.kind else {
            return None;
        };
        let word = copy.destination.as_ref()?;
        let text = &word.text;
        let is_folder =
            copy.sources.len() > 1 || matches!(&**text, "." | "..") || text.ends_with(['/', '\\']);
        let path = self.path_of(it, word)?;
        Some(Target { path, is_folder })
    }

    /// True if a command of `it` removes what is at a path.
    pub fn removes_at(&self, it: &'c Instruction<'s>, path: &str) -> bool {
        let covers = |word: Word<'_>| {
            let place = self.shell_place(it, word);
            place.is_some_and(|it| is_within(path, it.trim_end_matches("/*")))
        };
        let is_rm = |it: &Command<'_>| it.program() == Some("rm");
        matches!(it.kind, Kind::Run(_))
            && self
                .commands(it)
                .any(|it| removes(it, path) || is_rm(&it) && it.args().any(covers))
    }

    /// The latest instruction that puts something large at a path or, if `folders` go, below it,
    /// and where that is. None if it was removed since.
    pub fn left_at(&self, path: &str, folders: bool) -> Option<(&'c Instruction<'s>, String)> {
        for it in self.before() {
            if self.removes_at(it, path) {
                return None;
            }
            let loaded = || self.is_loaded(it, path).then(|| path.to_owned());
            if let Some(place) = self.copied(it, path, folders).or_else(loaded) {
                return Some((it, place));
            }
        }
        None
    }

    /// Something large that an instruction copies to a path or, if `folders` go, below it: where it
    /// is put.
    fn copied(&self, it: &Instruction<'s>, path: &str, folders: bool) -> Option<String> {
        let (Kind::Copy(copy) | Kind::Add(copy)) = &it.kind else {
            return None;
        };
        let is_large = |it: &CopySource<'_>| it.heredoc.is_none() && is_large(&it.word);
        let target = self.target(it)?;
        let unpacked = matches!(it.kind, Kind::Add(_))
            && copy
                .sources
                .iter()
                .any(|it| is_large(it) && !it.word.contains("://"));
        if folders && target.path == path && (unpacked || is_tree(copy)) {
            return Some(target.path);
        }
        let large = copy.sources.iter().filter(|it| is_large(it) && !unpacked);
        let mut places = large.flat_map(|it| target.of_file(&it.word));
        places.find(|place| place == path || folders && is_within(place, path))
    }

    /// True if a `RUN` downloads something large to a file with the name of this path, or clones a
    /// repository to such a folder.
    pub fn is_loaded(&self, it: &'c Instruction<'s>, path: &str) -> bool {
        let name = last_part(path);
        let same = |word: Word<'_>| {
            let word = last_part(word.cooked());
            word == name
                || name
                    .strip_prefix('*')
                    .is_some_and(|end| !end.is_empty() && word.ends_with(end))
        };
        matches!(it.kind, Kind::Run(_))
            && !is_mounted(it, path)
            && self.commands(it).any(|command| match command.program() {
                Some("curl" | "wget") => is_large(name) && command.args().any(same),
                Some("git") => {
                    let last = command
                        .args()
                        .last()
                        .map_or("", |it| last_part(it.cooked()));
                    command.has_arg("clone") && last.trim_end_matches(".git") == name
                }
                _ => false,
            })
    }

    /// The path without `.` and `..`, from the root or from `?`.
    fn absolute(&self, it: &Instruction<'_>, path: &str) -> Option<String> {
        absolute_path(&self.file().document, it.index, path)
    }
}

/// The path that an instruction means, without `.` and `..`, from the root, or from `?` where it
/// depends on the base image.
pub(super) fn absolute_path(document: &Document<'_>, index: usize, path: &str) -> Option<String> {
    if path.is_empty() || path.contains('\\') || path.starts_with('~') {
        return None;
    }
    if path.starts_with('/') {
        return join("", path);
    }
    let (tree, model) = (&document.tree, &document.model);
    let mut parts = Vec::new();
    let mut at = index;
    let root = loop {
        let Some(workdir) = model.state(at).workdir else {
            break UNKNOWN;
        };
        let Kind::Workdir(argument) = &tree.instructions.get(workdir)?.kind else {
            return None;
        };
        let value = model.value(&argument.value.text, workdir);
        let text = value.known()?.to_owned();
        let absolute = text.starts_with('/');
        parts.push(text);
        if absolute {
            break "";
        }
        at = workdir;
        if parts.len() > MAX_CHAIN {
            return None;
        }
    };
    let folder = parts
        .iter()
        .rev()
        .try_fold(root.to_owned(), |base, it| join(&base, it))?;
    join(&folder, path)
}

fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().filter(|it| *it != UNKNOWN)?;
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Some(if path.starts_with(UNKNOWN) {
        path
    } else {
        format!("/{path}")
    })
}

/// True if the text behind a name makes it an assignment.
fn assigns(rest: &str) -> bool {
    rest.starts_with('=') || rest.starts_with(" in ")
}

/// True if `path` is `folder` or lies in it.
pub fn is_within(path: &str, folder: &str) -> bool {
    let rest = path.strip_prefix(folder.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The last part of a path or address.
pub fn last_part(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}

/// True if the name is that of an archive or a package.
pub fn is_large(path: &str) -> bool {
    LARGE.iter().any(|ending| path.ends_with(ending))
}

/// True if a source of `COPY` is the whole build context.
pub fn is_whole_context(source: &CopySource<'_>) -> bool {
    source.heredoc.is_none() && matches!(&*source.word, "." | "./" | "/" | "*" | "./*" | "./.")
}

/// True if the sources of a `COPY` are folders, or look so, and their names do not tell that
/// little is in them.
pub fn is_tree(copy: &Copy<'_>) -> bool {
    const LITTLE: [&str; 3] = ["conf", "cron", "script"];
    copy.sources.iter().all(|source| {
        let text = source.word.trim_matches('"');
        let name = last_part(text);
        // `LICENSE` and `Makefile` are no folders.
        let is_file = name.contains(['.', '$']) || name.starts_with(|c: char| c.is_uppercase());
        let is_folder = text.ends_with('/') || name == "." || !is_file;
        let is_little = name.contains('*') || LITTLE.iter().any(|it| name.contains(it));
        source.heredoc.is_none() && is_folder && !is_little
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined() {
        for (folder, path, want) in [
            ("/a", "b/./c/", Some("/a/b/c")),
            ("/a", "../..//b", None),
            ("/a/b", "../c", Some("/a/c")),
            ("?", "a", Some("?/a")),
            ("?", ".", Some("?")),
            ("?", "..", None),
            ("", "/", Some("/")),
        ] {
            assert_eq!(join(folder, path).as_deref(), want, "{folder} {path}");
        }
    }

    #[test]
    fn paths_lie_in_folders() {
        assert!(is_within("/a/b", "/a"));
        assert!(is_within("/a", "/a"));
        assert!(is_within("/a", "/"));
        assert!(!is_within("/ab", "/a"));
        assert!(!is_within("?/a", "/"));
    }
}
