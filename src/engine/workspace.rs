//! All texts that are checked together, and what lies around them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::project::compose::{Files, normal};
use crate::project::{Host, NoHost};
use crate::text::Source;

/// The texts that are checked together, by their paths.
pub struct Workspace<'w> {
    sources: &'w [Source],
    by_path: HashMap<PathBuf, usize>,
    host: &'w dyn Host,
    /// The folder below which it can be known whether a file is there.
    root: Option<PathBuf>,
}

impl<'w> Workspace<'w> {
    /// Texts without a world around them.
    pub fn alone(sources: &'w [Source]) -> Self {
        Self::new(sources, &NoHost, None)
    }

    /// Texts in the world of `host`. Names of texts are paths from the current folder. Files are
    /// looked up below `root` only.
    pub fn new(sources: &'w [Source], host: &'w dyn Host, root: Option<PathBuf>) -> Self {
        let path = |(at, source): (usize, &Source)| (normal(Path::new(source.name())), at);
        Self {
            sources,
            by_path: sources.iter().enumerate().map(path).collect(),
            host,
            root,
        }
    }

    /// The world around the texts.
    pub fn host(&self) -> &'w dyn Host {
        self.host
    }

    /// The texts.
    pub fn sources(&self) -> &'w [Source] {
        self.sources
    }
}

impl std::fmt::Debug for Workspace<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.by_path.keys()).finish()
    }
}

impl<'w> Files<'w> for Workspace<'w> {
    fn find(&self, path: &Path) -> Option<(usize, &'w Source)> {
        let at = *self.by_path.get(path)?;
        Some((at, self.sources.get(at)?))
    }

    fn exists(&self, path: &Path) -> bool {
        self.by_path.contains_key(path) || self.is_known(path) && self.host.exists(path)
    }

    fn is_known(&self, path: &Path) -> bool {
        self.root
            .as_ref()
            .is_some_and(|root| path.starts_with(root))
    }

    fn read_text(&self, path: &Path) -> Option<String> {
        let bytes = self
            .is_known(path)
            .then(|| self.host.read(path).ok())
            .flatten()??;
        String::from_utf8(bytes).ok()
    }
}
