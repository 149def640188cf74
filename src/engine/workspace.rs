//! All texts that are checked together, and what lies around them.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::project::compose::{Files, Project, normal};
use crate::project::{Host, NoHost};
use crate::text::{Language, Source};

/// The texts that are checked together, by their paths.
pub struct Workspace<'w> {
    sources: &'w [Source],
    by_path: HashMap<PathBuf, usize>,
    host: &'w dyn Host,
    /// The folder below which it can be known whether a file is there.
    root: Option<PathBuf>,
    /// The Compose files that others include or extend, or are put on top of, found on first use.
    parts: OnceLock<HashSet<usize>>,
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
            parts: OnceLock::new(),
        }
    }

    /// The world around the texts.
    pub fn host(&self) -> &'w dyn Host {
        self.host
    }

    /// True for a Compose file that another one brings into its project, so that what it lacks may
    /// be there.
    pub fn is_part(&self, index: usize) -> bool {
        self.parts
            .get_or_init(|| self.find_parts())
            .contains(&index)
    }

    fn find_parts(&self) -> HashSet<usize> {
        let mut parts = HashSet::new();
        let names_others = |source: &&Source| {
            let text = source.text();
            text.contains("include") || text.contains("extends")
        };
        let compose = self
            .sources
            .iter()
            .filter(|it| it.language() == Language::Compose);
        for source in compose.filter(names_others) {
            let project = Project::load(Path::new(source.name()), self);
            let files = project.map(|project| project.files).unwrap_or_default();
            parts.extend(files.iter().skip(1).map(|file| file.source));
        }
        parts
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
