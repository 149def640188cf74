//! The build context of one Dockerfile.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use super::{Host, IgnoreFile};

/// Where a Dockerfile lies and what lies around it, asked for on demand.
pub struct Surroundings<'h> {
    host: &'h dyn Host,
    /// The Dockerfile, if it is a file.
    dockerfile: Option<PathBuf>,
    /// The folder that is sent to the build.
    context: Option<PathBuf>,
    ignore_file: OnceCell<Option<IgnoreFile>>,
}

impl<'h> Surroundings<'h> {
    /// The surroundings of a file of this name; `-` stands for standard input. Without `context`
    /// it is the folder of the file.
    pub fn new(host: &'h dyn Host, name: &str, context: Option<&Path>) -> Self {
        let dockerfile = (name != "-").then(|| PathBuf::from(name));
        let folder = || Some(dockerfile.as_deref()?.parent()?.to_owned());
        let context = context.map(Path::to_owned).or_else(folder);
        Self {
            host,
            dockerfile,
            context,
            ignore_file: OnceCell::new(),
        }
    }

    /// The ignore file of the build: the one named after the Dockerfile and beside it, else
    /// `.dockerignore` in the context. None if there is neither, or it cannot be read.
    pub fn ignore_file(&self) -> Option<&IgnoreFile> {
        let found = self.ignore_file.get_or_init(|| {
            let own = self.dockerfile.as_ref().map(|path| {
                let mut name = path.clone().into_os_string();
                name.push(".dockerignore");
                PathBuf::from(name)
            });
            let shared = self.context.as_ref().map(|it| it.join(".dockerignore"));
            let mut paths = own.into_iter().chain(shared);
            let bytes = paths.find_map(|path| self.host.read(&path).ok().flatten())?;
            Some(IgnoreFile::read(&String::from_utf8_lossy(&bytes)))
        });
        found.as_ref()
    }
}

impl std::fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surroundings")
            .field("dockerfile", &self.dockerfile)
            .field("context", &self.context)
            .finish_non_exhaustive()
    }
}
