//! The disk, with what is open in the editor on top of it.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use plimsoll::project::Host;
use plimsoll::project::compose::normal;

use crate::cli::host::Disk;

/// Answers from open documents first.
pub(super) struct Overlay<'o> {
    /// The texts of open documents by their paths.
    pub open: HashMap<&'o Path, &'o str>,
    /// The folder from which relative paths start.
    pub here: &'o Path,
}

impl<'o> Overlay<'o> {
    fn open(&self, path: &Path) -> Option<&'o str> {
        self.open.get(short(path, self.here).as_path()).copied()
    }
}

/// A path below a folder, from there; others as they are.
pub(super) fn short(path: &Path, here: &Path) -> PathBuf {
    let path = normal(path);
    match path.strip_prefix(here) {
        Ok(inner) if !here.as_os_str().is_empty() => inner.to_owned(),
        _ => path,
    }
}

impl Host for Overlay<'_> {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        match self.open(path) {
            Some(text) => Ok(Some(text.as_bytes().to_vec())),
            None => Disk.read(path),
        }
    }

    fn exists(&self, path: &Path) -> bool {
        self.open(path).is_some() || Disk.exists(path)
    }

    fn is_folder(&self, path: &Path) -> bool {
        Disk.is_folder(path)
    }
}
