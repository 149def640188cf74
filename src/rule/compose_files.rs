//! Files around the Compose files of a project.

use std::path::{Path, PathBuf};

use crate::compose::model::Service;
use crate::compose::value::{Place, Value};
use crate::project::is_git_ignored;

use super::ComposeCx;

/// A file of variables or labels that a service names.
#[derive(Clone, Copy, Debug)]
pub struct EnvFile<'v, 's> {
    /// Its path.
    pub path: &'v Value<'s>,
    /// Compose stops if it is not there.
    pub is_required: bool,
    /// It is not read as other files of variables are.
    pub is_raw: bool,
}

/// The files that a service names in `env_file` and `label_file`.
pub fn env_files<'v, 's>(service: Service<'v, 's>) -> Vec<EnvFile<'v, 's>> {
    let values = |key: &str| {
        let value = service.get(key);
        let items = value.map(Value::one_or_many).unwrap_or_default();
        items.iter()
    };
    let file = |value: &'v Value<'s>| {
        let path = match value.text() {
            Some(_) => value,
            None => value.get("path")?,
        };
        let required = value.get("required");
        Some(EnvFile {
            path,
            is_required: required.is_none_or(|it| it.bool() == Some(true)),
            is_raw: value.get("format").is_some(),
        })
    };
    values("env_file")
        .chain(values("label_file"))
        .filter_map(file)
        .collect()
}

impl ComposeCx<'_, '_> {
    /// The path that a relative one at a place leads to: from the folder of the main file, or from
    /// that of the included or extended file. None for absolute paths and addresses.
    pub fn resolve(&self, place: Place, written: &str) -> Option<PathBuf> {
        self.project().resolve(place, written)
    }

    /// Whether there is a file or folder; none where that is not to be known: outside of the
    /// project, or without a disk.
    pub fn exists(&self, path: &Path) -> Option<bool> {
        self.is_near(path).then(|| self.files.exists(path))
    }

    /// The text of a file of the project.
    pub fn read_text(&self, path: &Path) -> Option<String> {
        self.is_near(path)
            .then(|| self.files.read_text(path))
            .flatten()
    }

    /// True where the world can be asked: below the root, and with a file that has a place in it.
    fn is_near(&self, path: &Path) -> bool {
        let main = self.project().files.first();
        main.is_some_and(|it| it.path != Path::new("-")) && self.files.is_known(path)
    }

    /// True if a file surely is missing, and is not made later: Git does not leave it out, and
    /// there is no example of it beside it.
    pub fn is_missing(&self, path: &Path) -> bool {
        self.exists(path) == Some(false) && !self.has_example(path) && !self.is_git_ignored(path)
    }

    /// True for `.env` beside `.env.example`, `app.conf` beside `app.conf.dist` or
    /// `app.example.conf`.
    fn has_example(&self, path: &Path) -> bool {
        let (Some(name), Some(folder)) = (path.file_name(), path.parent()) else {
            return false;
        };
        // In a folder that is not there, there is nothing.
        if !folder.as_os_str().is_empty() && self.exists(folder) == Some(false) {
            return false;
        }
        let name = name.to_string_lossy();
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() => (stem, ending),
            _ => (&*name, ""),
        };
        let words = [
            "example", "sample", "dist", "template", "tmpl", "tpl", "default", "defaults", "in",
            "j2",
        ];
        words.into_iter().any(|word| {
            let others = [
                format!("{name}.{word}"),
                format!("{name}-{word}"),
                format!("{name}_{word}"),
                format!("{stem}.{word}.{ending}"),
                format!("{stem}-{word}.{ending}"),
                format!("{stem}_{word}.{ending}"),
                format!("{word}.{}", name.trim_start_matches('.')),
                format!("{word}{name}"),
            ];
            others
                .into_iter()
                .filter(|other| self.files.may_hold(folder, other))
                .any(|other| self.exists(&folder.join(other)) == Some(true))
        })
    }

    fn is_git_ignored(&self, path: &Path) -> bool {
        let folders = path.ancestors().skip(1);
        let files = folders.filter_map(|folder| {
            let text = self.read_text(&folder.join(".gitignore"))?;
            Some((folder, text))
        });
        is_git_ignored(path, files)
    }
}
