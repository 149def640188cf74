//! Which files are meant.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use plimsoll::project::Host;
use plimsoll::text::{Language, Source};

use super::configs::Configs;
use super::{Failure, say};

/// What was found, in the order in which it was named; below a folder, sorted.
#[derive(Default)]
pub(super) struct Files {
    /// The files, each with the path it was read from.
    pub sources: Vec<Source>,
    /// The path of each source, for its configuration.
    pub paths: Vec<PathBuf>,
    /// Names and reasons of those that cannot be read.
    pub unreadable: Vec<(String, String)>,
}

/// Endings of names that stand for files of another kind.
const OTHER: [&str; 22] = [
    ".dockerignore",
    ".j2",
    ".jinja",
    ".jinja2",
    ".in",
    ".tmpl",
    ".tpl",
    ".template",
    ".erb",
    ".m4",
    ".ejs",
    ".mustache",
    ".hbs",
    ".gotmpl",
    ".md",
    ".yaml",
    ".yml",
    ".json",
    ".sh",
    ".swp",
    ".orig",
    "~",
];

/// True for names that a Dockerfile goes by.
pub(super) fn is_dockerfile_name(name: &str) -> bool {
    if OTHER.iter().any(|ending| name.ends_with(ending)) {
        return false;
    }
    name.starts_with("Dockerfile")
        || name.starts_with("Containerfile")
        || name.ends_with(".Dockerfile")
        || name.ends_with(".dockerfile")
        || name.ends_with(".Containerfile")
        || name.ends_with(".containerfile")
}

/// True for names that a Compose file goes by: `compose.yaml`, `docker-compose.dev.yml`.
pub(super) fn is_compose_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let stem = name
        .strip_suffix(".yaml")
        .or_else(|| name.strip_suffix(".yml"));
    let stem = stem.unwrap_or_default();
    let stem = stem.strip_prefix("docker-").unwrap_or(stem);
    stem.strip_prefix("compose")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_']))
}

/// True for names of files that are looked for in folders.
fn is_checked_name(name: &str) -> bool {
    is_dockerfile_name(name) || is_compose_name(name)
}

/// Reads the files that the arguments mean.
pub(super) fn collect(
    paths: &[PathBuf],
    stdin_name: Option<&Path>,
    configs: &mut Configs,
    quiet: bool,
) -> Result<Files, Failure> {
    let mut files = Files::default();
    let mut seen = HashSet::new();
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() {
        here.as_slice()
    } else {
        paths
    };
    for path in paths {
        if path.as_os_str() == "-" {
            files.stdin(stdin_name);
        } else if path.is_dir() {
            files.folder(path, configs, &mut seen)?;
        } else if is_other_kind(path) {
            if !quiet {
                say(&format!(
                    "plimsoll: {} is left out: this is no Dockerfile as it stands",
                    path.display()
                ));
            }
        } else if seen.insert(path.clone()) {
            files.read(path);
        }
    }
    Ok(files)
}

/// True for names of files that are made into a Dockerfile, or that only go with one.
pub(super) fn is_other_kind(path: &Path) -> bool {
    if is_yaml(path) {
        return false;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    OTHER.iter().any(|ending| name.ends_with(ending))
}

fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "yaml" || extension == "yml")
}

impl Files {
    fn stdin(&mut self, name: Option<&Path>) {
        let mut bytes = Vec::new();
        let shown = name.map_or_else(|| "-".to_owned(), |name| name.display().to_string());
        match std::io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => self.add(shown, name.unwrap_or(Path::new(".")).to_owned(), bytes),
            Err(error) => self.unreadable.push((shown, error.to_string())),
        }
    }

    fn read(&mut self, path: &Path) {
        let name = path
            .strip_prefix("./")
            .unwrap_or(path)
            .display()
            .to_string();
        match std::fs::read(path) {
            Ok(bytes) if bytes.len() > Source::MAX_LEN => {
                self.unreadable
                    .push((name, "the file is too large".to_owned()));
            }
            Ok(bytes) => self.add(name, path.to_owned(), bytes),
            Err(error) => self.unreadable.push((name, reason(&error))),
        }
    }

    /// Reads a file that others lead to, if it can be read. Nobody asked for it.
    pub(super) fn read_reached(&mut self, path: &Path, host: &dyn Host) {
        let bytes = host.read(path).ok().flatten();
        if let Some(bytes) = bytes.filter(|it| it.len() <= Source::MAX_LEN) {
            self.add(path.display().to_string(), path.to_owned(), bytes);
        }
    }

    fn add(&mut self, name: String, path: PathBuf, bytes: Vec<u8>) {
        let language = if is_yaml(&path) {
            Language::Compose
        } else {
            Language::Dockerfile
        };
        self.push(Source::new(name, language, bytes), path);
    }

    /// Adds a text that was read.
    pub(super) fn push(&mut self, source: Source, path: PathBuf) {
        self.sources.push(source);
        self.paths.push(path);
    }

    /// Searches a folder, leaving out what `.gitignore` files and the configuration name.
    fn folder(
        &mut self,
        folder: &Path,
        configs: &mut Configs,
        seen: &mut HashSet<PathBuf>,
    ) -> Result<(), Failure> {
        let excluded = configs.excluded(folder)?;
        let mut walk = WalkBuilder::new(folder);
        walk.hidden(false).sort_by_file_name(std::cmp::Ord::cmp);
        walk.filter_entry(move |entry| {
            let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
            entry.depth() == 0
                || (entry.file_name() != ".git" && !excluded.matches(entry.path(), is_dir))
        });
        for entry in walk.build() {
            match entry {
                Ok(entry) => {
                    let file = entry.file_type().is_some_and(|kind| !kind.is_dir());
                    let name = entry.file_name().to_string_lossy();
                    if file && is_checked_name(&name) && !entry.path().is_dir() {
                        let path = entry.into_path();
                        if seen.insert(path.clone()) {
                            self.read(&path);
                        }
                    }
                }
                Err(error) => {
                    let name = folder.display().to_string();
                    self.unreadable.push((name, error.to_string()));
                }
            }
        }
        Ok(())
    }
}

/// The reason without the number that the system gives it.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
