//! The disk.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use plimsoll::project::Host;

/// Answers from the disk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Disk;

impl Host for Disk {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists() || path.as_os_str().is_empty()
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir() || path.as_os_str().is_empty()
    }

    fn list(&self, folder: &Path) -> Option<Vec<OsString>> {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let entries = std::fs::read_dir(folder).ok()?;
        Some(
            entries
                .filter_map(|it| Some(it.ok()?.file_name()))
                .collect(),
        )
    }
}
