//! The world outside, as far as the library needs it.

use std::ffi::OsString;
use std::io;
use std::path::Path;

/// Answers questions about files, to several threads at once. The library itself never touches a
/// disk.
pub trait Host: Sync {
    /// The bytes of a file; `None` if there is no such file.
    ///
    /// # Errors
    /// The file is there but cannot be read.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;

    /// True if there is a file or folder of this name.
    fn exists(&self, path: &Path) -> bool;

    /// True if there is a folder of this name.
    fn is_folder(&self, path: &Path) -> bool;

    /// The names in a folder; none if they cannot be told.
    fn list(&self, _folder: &Path) -> Option<Vec<OsString>> {
        None
    }
}

/// A world without files.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoHost;

impl Host for NoHost {
    fn read(&self, _: &Path) -> io::Result<Option<Vec<u8>>> {
        Ok(None)
    }

    fn exists(&self, _: &Path) -> bool {
        false
    }

    fn is_folder(&self, _: &Path) -> bool {
        false
    }
}
