//! What builds take from their context.

use std::path::{Path, PathBuf};

use crate::compose::dotenv::DotEnv;
use crate::compose::model::resources;
use crate::compose::value::Place;
use crate::dockerfile::SourceKind;
use crate::dockerfile::ast::{Instruction, Kind};
use crate::dockerfile::model::Stage;
use crate::facts::{is_secret_name, secret_file};
use crate::project::{Pattern, clean};
use crate::text::Word;

use super::build_places::way;
use super::compose_credentials::is_place_holder;
use super::compose_files::env_files;
use super::compose_values::known;
use super::{BuiltService, ComposeCx};

/// A file or folder of the context that a `COPY` or `ADD` names.
#[derive(Clone, Debug)]
pub struct BuildSource<'b, 'c> {
    /// The instruction.
    pub instruction: &'b Instruction<'c>,
    /// As it is written.
    pub word: &'b Word<'c>,
    /// Its path in the context, `.` for all of it.
    pub path: String,
}

/// A file with secrets that services use while they run.
#[derive(Clone, Debug)]
pub struct SecretSource {
    /// Where it is named.
    pub place: Place,
    /// Its path from the current folder.
    pub path: PathBuf,
    /// What it is, for a message.
    pub what: &'static str,
}

impl<'c> BuiltService<'c, '_> {
    /// What stages copy from the context, as far as it is known.
    pub fn copied_by(&self, stages: &[&Stage<'c>]) -> Vec<BuildSource<'_, 'c>> {
        let Some(file) = self.dockerfile() else {
            return Vec::new();
        };
        let model = &file.document.model;
        let mut found = Vec::new();
        for instruction in stages.iter().flat_map(|it| self.instructions(it)) {
            let (Kind::Copy(copy) | Kind::Add(copy)) = &instruction.kind else {
                continue;
            };
            let from = instruction.flag("from");
            if from.is_some_and(|it| !it.text().is_empty()) {
                continue;
            }
            for source in copy.sources.iter().filter(|it| it.heredoc.is_none()) {
                let value = model.value(&source.word.text, instruction.index);
                let Some(text) = value.known().filter(|it| is_local(it)) else {
                    continue;
                };
                let path = clean(text).trim_start_matches('/').to_owned();
                found.push(BuildSource {
                    instruction,
                    word: &source.word,
                    path: if path.is_empty() {
                        ".".to_owned()
                    } else {
                        path
                    },
                });
            }
        }
        found
    }

    /// The path of a file in the context that is sent to the builder. None if it is not there, or
    /// left out.
    pub fn sent(&self, file: &Path) -> Option<String> {
        let context = self.plan.context.path()?;
        file.strip_prefix(context).ok()?;
        let path = way(context, file).filter(|it| !it.is_empty())?;
        (self.leaves_out(&path) == Some(false)).then_some(path)
    }

    /// True if the ignore file of the build leaves a path out. None if that is not known.
    pub fn leaves_out(&self, path: &str) -> Option<bool> {
        let surroundings = &self.file.as_ref()?.surroundings;
        let Some(ignored) = surroundings.ignore_file() else {
            return Some(false);
        };
        let mut patterns = ignored.patterns().iter();
        (!patterns.any(Pattern::is_malformed)).then(|| ignored.ignores(path).is_some())
    }
}

impl ComposeCx<'_, '_> {
    /// The files of secrets of the project.
    pub fn secret_sources(&self) -> Vec<SecretSource> {
        let files = resources(self.root(), "secrets").filter_map(|secret| {
            let file = secret.get("file")?;
            Some(SecretSource {
                place: file.place,
                path: self.resolve(file.place, &known(file, self)?)?,
                what: "a secret",
            })
        });
        files.collect()
    }

    /// The files of variables of a service in which secrets are, as far as that shows.
    pub fn secret_env_files(&self, built: &BuiltService<'_, '_>) -> Vec<SecretSource> {
        let files = env_files(built.plan.service).into_iter();
        let files = files.filter_map(|file| {
            let path = self.resolve(file.path.place, &known(file.path, self)?)?;
            let is_secret = if let Some(text) = self.read_text(&path) {
                has_secret(&text)
            } else {
                // Git leaves it out.
                let is_later = self.exists(&path) == Some(false) && !self.is_missing(&path);
                is_later && secret_file(&path.to_string_lossy()).is_some()
            };
            is_secret.then_some(SecretSource {
                place: file.path.place,
                path,
                what: "a file with secrets",
            })
        });
        files.collect()
    }
}

/// True for a path in the context; patterns are none.
fn is_local(text: &str) -> bool {
    !text.is_empty()
        && SourceKind::read(text) == SourceKind::Local
        && !text.contains(['*', '?', '[', '\\'])
        && !text.split('/').any(|it| it == "..")
}

/// True if a file of variables sets one that is a secret by its name.
fn has_secret(text: &str) -> bool {
    let file = DotEnv::parse(text);
    file.entries.iter().any(|entry| {
        let value = entry.value.as_ref().map_or("", |it| &*it.text);
        is_secret_name(entry.name)
            && !value.is_empty()
            && !value.starts_with('$')
            && !is_place_holder(value)
    })
}
