//! Compose files that belong together: overrides, `include`, `extends`, `.env`.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::compose::mount::is_drive;
use crate::compose::value::{Place, Value};
use crate::compose::{Expanded, Lookup};
use crate::text::{MappedText, Source};
use crate::yaml::Tree;

use super::Host;

/// One Compose file.
#[derive(Debug)]
pub struct ComposeFile<'s> {
    /// The number of its text among those that are checked.
    pub source: usize,
    /// Its text.
    pub text: &'s Source,
    /// Where it is.
    pub path: PathBuf,
    /// Its tree.
    pub tree: Tree<'s>,
    /// Its documents, put together; none if there is nothing but comments, or no mapping.
    pub value: Option<Arc<Value<'s>>>,
    /// Why it is read.
    pub role: Role,
}

/// Why a file is part of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The project begins with it.
    Main,
    /// It is put on top of the file before.
    Override,
    /// `include` names it.
    Included,
    /// `extends` takes a service from it.
    Extended,
}

/// Compose files that make one project.
#[derive(Debug)]
pub struct Project<'s> {
    /// The files; the first one is the main file.
    pub files: Vec<ComposeFile<'s>>,
    /// All files put together.
    pub root: Arc<Value<'s>>,
    /// What `extends` and `include` name and cannot be found.
    pub gaps: Vec<Gap>,
    /// Files that are part of it and are there, but not among those that are checked.
    pub wanted: Vec<PathBuf>,
    /// The variables of `.env`, if there is one.
    pub env: HashMap<String, String>,
    /// Something could not be read or followed, so what is missing may be elsewhere.
    pub is_partial: bool,
    /// An alias leads into itself, or there is more than the limits allow.
    pub is_cut: bool,
}

/// A part of a project that could not be found.
#[derive(Clone, Debug)]
pub struct Gap {
    /// What kind of reference leads nowhere.
    pub kind: GapKind,
    /// The place of the reference.
    pub place: Place,
    /// What it names.
    pub name: String,
    /// A name that looks like it.
    pub near: Option<String>,
}

/// Why a part of a project is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapKind {
    /// `extends` names a service that is not there.
    NoService,
    /// `extends` names a file that is not there.
    NoExtendedFile,
    /// Services extend each other in a circle.
    ExtendsCycle,
    /// `include` names a file that is not there.
    NoIncludedFile,
    /// `include` names an env file that is not there.
    NoEnvFile,
    /// Files include each other in a circle.
    IncludeCycle,
}

/// The texts among which files are looked up.
pub trait Files<'s> {
    /// The number and text of a file.
    fn find(&self, path: &Path) -> Option<(usize, &'s Source)>;

    /// True if there is a file or folder of this name.
    fn exists(&self, path: &Path) -> bool;

    /// True if it can be known whether a file is there: below the root of what is checked.
    fn is_known(&self, path: &Path) -> bool;

    /// The world around the files.
    fn host(&self) -> &dyn Host;

    /// False if there surely is no file of this name in a folder that is to be known.
    fn may_hold(&self, folder: &Path, name: &str) -> bool;

    /// The text of a file that need not be one of those that are checked; none if it cannot be
    /// read, or is not to be known.
    fn read_text(&self, path: &Path) -> Option<String>;
}

/// The names of files that Compose puts on top of the main file beside them, in its order.
pub const OVERRIDES: [&str; 4] = [
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
];

/// The names under which Compose finds the main file, in its order.
pub const MAIN: [&str; 4] = [
    "compose.yaml",
    "compose.yml",
    "docker-compose.yml",
    "docker-compose.yaml",
];

/// True for a path with the name of a main file.
pub fn is_main(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| MAIN.contains(&name))
}

/// A path without `.` and `..`.
pub fn normal(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if clean.file_name().is_some() => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

impl<'s> Project<'s> {
    /// The file of a place.
    pub fn file(&self, place: Place) -> Option<&ComposeFile<'s>> {
        self.files.get(place.file)
    }

    /// The folder of the main file, from which relative paths start.
    pub fn folder(&self) -> &Path {
        let main = self.files.first();
        main.and_then(|file| file.path.parent())
            .unwrap_or_else(|| Path::new(""))
    }

    /// The path that a relative one at a place leads to: from the folder of the main file, or from
    /// that of the included or extended file. None for absolute paths and addresses.
    pub fn resolve(&self, place: Place, written: &str) -> Option<PathBuf> {
        let is_elsewhere = written.is_empty()
            || written.starts_with(['/', '~', '\\'])
            || written.contains("://")
            || is_drive(written);
        let file = self.file(place)?;
        let folder = match file.role {
            Role::Main | Role::Override => self.folder(),
            Role::Included if self.has_project_directory() => return None,
            Role::Extended | Role::Included => file.path.parent()?,
        };
        (!is_elsewhere).then(|| normal(&folder.join(written)))
    }

    /// True if an `include` says from where its relative paths start.
    fn has_project_directory(&self) -> bool {
        let roots = self.files.iter().filter_map(|it| it.value.as_deref());
        roots
            .filter_map(|root| root.get("include"))
            .flat_map(Value::items)
            .any(|entry| entry.get("project_directory").is_some())
    }

    /// The value of a variable, as far as the files of the project tell: from `.env`.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.env.get(name).map(String::as_str)
    }

    /// The text of a scalar with its variables replaced as far as the project tells: those of
    /// `.env`, and defaults. What is not known stays open.
    pub fn expanded<'t>(&self, text: &'t str) -> Expanded<'t> {
        Expanded::of(text, &|name| match self.variable(name) {
            Some(value) => Lookup::Set(value),
            None => Lookup::Unknown,
        })
    }

    /// The text of a scalar with the way back to its bytes.
    pub fn mapped(&self, place: Place) -> Option<MappedText<'s>> {
        Some(self.file(place)?.tree.mapped(place.node))
    }
}
