//! Which configuration is in effect for which file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use plimsoll::config::{self, Config, ConfigError, Layer};
use plimsoll::engine::Linter;

use super::Failure;
use super::args::CheckArgs;
use super::host::Disk;

/// Finds and keeps configurations, and the linters made from them.
pub(super) struct Configs {
    /// A file given on the command line.
    given: Option<PathBuf>,
    /// What the command line says.
    layer: Layer,
    /// Where relative paths start.
    here: PathBuf,
    /// The configuration file of each folder.
    by_folder: HashMap<PathBuf, Option<PathBuf>>,
    by_file: HashMap<Option<PathBuf>, Loaded>,
}

struct Loaded {
    config: Config,
    /// Globs by the file in which they are written.
    globs: HashMap<(String, String), Gitignore>,
    linters: HashMap<Vec<usize>, usize>,
}

/// What a search leaves out.
pub(super) struct Excluded {
    here: PathBuf,
    globs: Vec<Gitignore>,
}

impl Excluded {
    /// True if a path that was found is to be left out.
    pub(super) fn matches(&self, path: &Path, is_dir: bool) -> bool {
        let path = normal(&self.here.join(path));
        self.globs.iter().any(|glob| {
            path.starts_with(glob.path())
                && glob.matched_path_or_any_parents(&path, is_dir).is_ignore()
        })
    }
}

const COMMAND_LINE: &str = "command line";

impl Configs {
    /// The configurations that go with the arguments.
    pub(super) fn new(args: &CheckArgs) -> Result<Self, Failure> {
        let layer = Layer {
            origin: COMMAND_LINE.to_owned(),
            preview: args.preview.then_some(true),
            fail_on: args.fail_on,
            select: (!args.select.is_empty()).then(|| args.select.clone()),
            extend_select: args.extend_select.clone(),
            ignore: args.ignore.clone(),
            exclude: args.exclude.clone(),
            build_args: args
                .build_arg
                .iter()
                .filter_map(|it| Some((it.name.clone(), it.value.clone()?)))
                .collect(),
            target: args.target.clone(),
            context: args.context.clone(),
            ..Layer::default()
        };
        let here = std::env::current_dir().map_err(|error| {
            Failure::Usage(format!("the current folder cannot be read: {error}"))
        })?;
        Ok(Self {
            given: args.config.clone(),
            layer,
            here: normal(&here),
            by_folder: HashMap::new(),
            by_file: HashMap::new(),
        })
    }

    /// The configuration file for a file or folder.
    fn file_for(&mut self, path: &Path) -> Option<PathBuf> {
        if self.given.is_some() {
            return self.given.clone();
        }
        let path = self.here.join(path);
        let folder = if path.is_dir() {
            &path
        } else {
            path.parent().unwrap_or(&path)
        };
        let folder = normal(folder);
        if let Some(found) = self.by_folder.get(&folder) {
            return found.clone();
        }
        let found = config::find(&folder, &Disk).map(|found| found.path);
        // Paths below the current folder are shown from there, as the user would write them.
        let found = found.map(|path| {
            path.strip_prefix(&self.here)
                .map(Path::to_owned)
                .unwrap_or(path)
        });
        self.by_folder.insert(folder, found.clone());
        found
    }

    fn loaded(&mut self, path: &Path) -> Result<&mut Loaded, Failure> {
        let file = self.file_for(path);
        if !self.by_file.contains_key(&file) {
            let mut layers = match &file {
                Some(file) => config::load(file, &Disk)?,
                None => Vec::new(),
            };
            layers.push(self.layer.clone());
            let globs = self.globs(&layers)?;
            let config = Config::new(layers);
            let loaded = Loaded {
                config,
                globs,
                linters: HashMap::new(),
            };
            self.by_file.insert(file.clone(), loaded);
        }
        self.by_file
            .get_mut(&file)
            .ok_or_else(|| Failure::Usage("the configuration vanished".to_owned()))
    }

    /// Makes the globs of all layers ready, so that a wrong one is an error and not a surprise.
    fn globs(&self, layers: &[Layer]) -> Result<HashMap<(String, String), Gitignore>, Failure> {
        let mut globs = HashMap::new();
        for layer in layers {
            let files = layer.overrides.iter().flat_map(|it| &it.files);
            for glob in files.chain(&layer.exclude) {
                let root = match Path::new(&layer.origin).parent() {
                    Some(parent) if layer.origin != COMMAND_LINE => self.here.join(parent),
                    _ => self.here.clone(),
                };
                let error = |reason: ignore::Error| {
                    let message = format!("`{glob}` is no glob: {reason}");
                    Failure::from(config_error(&layer.origin, message))
                };
                let mut builder = GitignoreBuilder::new(normal(&root));
                builder.add_line(None, glob).map_err(error)?;
                globs.insert(
                    (layer.origin.clone(), glob.clone()),
                    builder.build().map_err(error)?,
                );
            }
        }
        Ok(globs)
    }

    /// What a search below `folder` leaves out.
    pub(super) fn excluded(&mut self, folder: &Path) -> Result<Excluded, Failure> {
        let here = self.here.clone();
        let loaded = self.loaded(folder)?;
        let globs = loaded.config.exclude.iter().filter_map(|glob| {
            loaded
                .globs
                .get(&(glob.origin.clone(), glob.value.clone()))
                .cloned()
        });
        Ok(Excluded {
            here,
            globs: globs.collect(),
        })
    }

    /// The configuration for a file, its overrides applied.
    pub(super) fn config(&mut self, path: &Path) -> Result<Config, Failure> {
        let full = normal(&self.here.join(path));
        let loaded = self.loaded(path)?;
        let (_, config) = loaded.for_file(&full);
        Ok(config.unwrap_or_else(|| loaded.config.clone()))
    }

    /// The linter for a file: its number in `linters`, to which a new one may be added, and the
    /// configuration it was made from.
    pub(super) fn linter(
        &mut self,
        path: &Path,
        linters: &mut Vec<(Linter, Config)>,
    ) -> Result<usize, Failure> {
        let full = normal(&self.here.join(path));
        let loaded = self.loaded(path)?;
        let (key, config) = loaded.for_file(&full);
        if let Some(number) = loaded.linters.get(&key) {
            return Ok(*number);
        }
        let config = config.unwrap_or_else(|| loaded.config.clone());
        linters.push((Linter::new(&config), config));
        loaded.linters.insert(key, linters.len() - 1);
        Ok(linters.len() - 1)
    }
}

impl Loaded {
    fn for_file(&self, path: &Path) -> (Vec<usize>, Option<Config>) {
        self.config.for_file(&|glob, origin| {
            let key = (origin.to_owned(), glob.to_owned());
            self.globs.get(&key).is_some_and(|glob| {
                path.starts_with(glob.path())
                    && glob.matched_path_or_any_parents(path, false).is_ignore()
            })
        })
    }
}

fn config_error(origin: &str, message: String) -> ConfigError {
    ConfigError {
        path: origin.to_owned(),
        place: None,
        message,
    }
}

/// The path without `.` and `..`, as far as the text tells.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
