//! Files that nobody named and that others lead to.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use plimsoll::engine::Workspace;
use plimsoll::project::Host;
use plimsoll::project::compose::normal;

use super::files::Files;

/// The folders below which files are looked up: the current one, and for what lies outside of it,
/// the repository it is in, else its folder.
pub(super) fn roots<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Vec<PathBuf> {
    let mut roots = vec![PathBuf::new()];
    for path in paths {
        let path = normal(path);
        if path.is_relative() && !path.starts_with("..") {
            continue;
        }
        let folder = if path.is_dir() {
            path.as_path()
        } else {
            path.parent().unwrap_or(&path)
        };
        let mut above = folder.ancestors();
        let repository = above.find(|it| it.join(".git").exists());
        let root = repository.unwrap_or(folder).to_owned();
        if !roots.contains(&root) {
            roots.push(root);
        }
    }
    roots
}

/// What lies around texts.
pub(super) struct Around<'a> {
    pub host: &'a dyn Host,
    /// The folders below which files are looked up.
    pub roots: Vec<PathBuf>,
    /// Compose files that make one project.
    pub stack: &'a [PathBuf],
    pub threads: usize,
}

impl<'a> Around<'a> {
    /// The texts that were read, and what lies around them.
    pub(super) fn workspace<'w>(&self, files: &'w Files, named: usize) -> Workspace<'w>
    where
        'a: 'w,
    {
        Workspace::new(&files.sources, self.host, self.roots.clone())
            .with_stack(self.stack)
            .with_reached(named)
            .with_threads(self.threads)
    }

    /// Reads what the files lead to, and what that leads to.
    pub(super) fn follow(&self, files: &mut Files, mut wanted: Vec<PathBuf>) {
        let named = files.sources.len();
        let mut tried = HashSet::new();
        while !wanted.is_empty() {
            for path in wanted {
                if is_inside(&path, &self.roots) {
                    files.read_reached(&path, self.host);
                }
                tried.insert(path);
            }
            let workspace = self.workspace(files, named);
            let new = |path: &&Path| !tried.contains(*path);
            wanted = workspace.wanted().filter(new).map(Path::to_owned).collect();
        }
    }
}

/// False for a link that leads out of the folders in which files are looked up. What is not on the
/// disk is no link.
fn is_inside(path: &Path, roots: &[PathBuf]) -> bool {
    let real = match path.canonicalize() {
        Ok(real) => real,
        Err(error) => return error.kind() == ErrorKind::NotFound,
    };
    let folder = |root: &PathBuf| {
        let root = if root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            root
        };
        root.canonicalize().is_ok_and(|root| real.starts_with(root))
    };
    roots.iter().any(folder)
}
