//! Files that nobody named and that others lead to.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use plimsoll::engine::Workspace;
use plimsoll::project::compose::normal;

use super::args::CheckArgs;
use super::files::Files;
use super::host::Disk;

/// The folders below which files are looked up: the current one, and for what lies outside of it,
/// the repository it is in, else its folder.
pub(super) fn roots(args: &CheckArgs) -> Vec<PathBuf> {
    let mut roots = vec![PathBuf::new()];
    let names = args.paths.iter().chain(&args.compose_file);
    for path in names.chain(&args.stdin_name) {
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

/// The texts that were read, and what lies around them.
pub(super) fn workspace<'w>(
    files: &'w Files,
    named: usize,
    roots: &[PathBuf],
    args: &CheckArgs,
) -> Workspace<'w> {
    Workspace::new(&files.sources, &Disk, roots.to_vec())
        .with_stack(&args.compose_file)
        .with_reached(named)
        .with_threads(args.threads())
}

/// Reads what the files lead to, and what that leads to.
pub(super) fn follow(
    files: &mut Files,
    mut wanted: Vec<PathBuf>,
    roots: &[PathBuf],
    args: &CheckArgs,
) {
    let named = files.sources.len();
    let mut tried = HashSet::new();
    while !wanted.is_empty() {
        for path in wanted {
            if is_inside(&path, roots) {
                files.read_reached(&path);
            }
            tried.insert(path);
        }
        let workspace = workspace(files, named, roots, args);
        let new = |path: &&Path| !tried.contains(*path);
        wanted = workspace.wanted().filter(new).map(Path::to_owned).collect();
    }
}

/// False for a link that leads out of the folders in which files are looked up.
fn is_inside(path: &Path, roots: &[PathBuf]) -> bool {
    let Ok(real) = path.canonicalize() else {
        return false;
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
