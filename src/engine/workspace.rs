//! All texts that are checked together, and what lies around them.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::compose::model::services;
use crate::dockerfile::BuildInputs;
use crate::project::builds::ServiceBuild;
use crate::project::compose::{Files, MAIN, Project, is_main, normal};
use crate::project::{Host, NoHost};
use crate::text::{Language, Source};

/// Builds of one Dockerfile that are looked at.
const MAX_BUILDS: usize = 8;

/// The texts that are checked together, by their paths.
pub struct Workspace<'w> {
    sources: &'w [Source],
    by_path: HashMap<PathBuf, usize>,
    host: &'w dyn Host,
    /// The folders below which it can be known whether a file is there.
    roots: Vec<PathBuf>,
    /// Compose files that go on top of another one, by its path.
    stacks: HashMap<PathBuf, Vec<PathBuf>>,
    /// The number of the first text that nobody named: others lead to it.
    reached: usize,
    /// How many threads may look for links.
    threads: usize,
    links: OnceLock<Links<'w>>,
    /// The names in folders that were asked about.
    folders: Mutex<HashMap<PathBuf, Option<HashSet<OsString>>>>,
}

/// What leads from one text to another, found on first use.
#[derive(Default)]
struct Links<'w> {
    /// The Compose files that others include or extend, or are put on top of.
    parts: HashSet<usize>,
    /// What services make of a Dockerfile.
    builds: HashMap<usize, Vec<BuildUse>>,
    /// Files that are there, and not among the texts.
    wanted: BTreeSet<PathBuf>,
    /// The projects that had to be read for this, by their main files, until they are checked.
    projects: HashMap<usize, Mutex<Option<Project<'w>>>>,
}

/// What a service makes of a Dockerfile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BuildUse {
    pub(super) inputs: BuildInputs,
    pub(super) context: Option<PathBuf>,
}

impl BuildUse {
    pub(super) fn of(build: &ServiceBuild<'_, '_>) -> Self {
        Self {
            inputs: build.inputs.clone(),
            context: build.context.path().map(Path::to_owned),
        }
    }
}

impl<'w> Workspace<'w> {
    /// Texts without a world around them.
    pub fn alone(sources: &'w [Source]) -> Self {
        Self::new(sources, &NoHost, Vec::new())
    }

    /// Texts in the world of `host`. Names of texts are paths. Files are looked up below `roots`
    /// only; an empty path among them stands for the current folder.
    pub fn new(sources: &'w [Source], host: &'w dyn Host, roots: Vec<PathBuf>) -> Self {
        let path = |(at, source): (usize, &Source)| (normal(Path::new(source.name())), at);
        Self {
            sources,
            by_path: sources.iter().enumerate().map(path).collect(),
            host,
            roots: roots.into_iter().map(|root| normal(&root)).collect(),
            stacks: HashMap::new(),
            reached: sources.len(),
            threads: 1,
            links: OnceLock::new(),
            folders: Mutex::default(),
        }
    }

    /// Makes one project of Compose files: the first with the others on top of it, in this order.
    #[must_use]
    pub fn with_stack(mut self, paths: &[PathBuf]) -> Self {
        if let Some((first, over)) = paths.split_first() {
            let over = over.iter().map(|path| normal(path)).collect();
            self.stacks.insert(normal(first), over);
        }
        self
    }

    /// Says that the texts from this number on were not asked for; others lead to them. Compose
    /// files among them are seen as parts of projects only.
    #[must_use]
    pub fn with_reached(mut self, from: usize) -> Self {
        self.reached = from;
        self
    }

    /// Lets several threads look for what leads from one text to another.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// The world around the texts.
    pub fn host(&self) -> &'w dyn Host {
        self.host
    }

    /// The texts.
    pub fn sources(&self) -> &'w [Source] {
        self.sources
    }

    /// Files that Compose files among the texts lead to, and that are not among them: those they
    /// include and extend, and Dockerfiles. Sorted.
    pub fn wanted(&self) -> impl Iterator<Item = &Path> {
        self.links().wanted.iter().map(PathBuf::as_path)
    }

    /// True for a Compose file that is checked with the one it belongs to.
    pub(super) fn is_checked_elsewhere(&self, index: usize) -> bool {
        index >= self.reached
    }

    /// What services make of a Dockerfile, without doubles.
    pub(super) fn builds(&self, index: usize) -> &[BuildUse] {
        self.links().builds.get(&index).map_or(&[], Vec::as_slice)
    }

    /// The project that begins with a text.
    pub(super) fn project(&self, index: usize) -> Option<Project<'w>> {
        let links = self.links();
        let kept = links.projects.get(&index).and_then(|it| {
            let mut kept = it.lock().unwrap_or_else(PoisonError::into_inner);
            kept.take()
        });
        let mut project = kept.or_else(|| self.load(index))?;
        project.is_partial |= links.parts.contains(&index);
        Some(project)
    }

    fn load(&self, index: usize) -> Option<Project<'w>> {
        let path = normal(Path::new(self.sources.get(index)?.name()));
        match self.stacks.get(&path) {
            Some(over) => Project::stack(&path, over, self),
            None => Project::load(&path, self),
        }
    }

    fn links(&self) -> &Links<'w> {
        self.links.get_or_init(|| self.find_links())
    }

    fn find_links(&self) -> Links<'w> {
        let is_compose = |index: &usize| {
            let source = self.sources.get(*index);
            source.is_some_and(|it| it.language() == Language::Compose)
        };
        let compose: Vec<_> = (0..self.sources.len()).filter(is_compose).collect();
        let share = compose.len().div_ceil(self.threads).max(1);
        let read = |part: &[usize]| -> Vec<_> { part.iter().map(|at| self.read(*at)).collect() };
        let found: Vec<_> = if share < compose.len() {
            std::thread::scope(|scope| {
                let parts = compose.chunks(share);
                let workers: Vec<_> = parts.map(|part| scope.spawn(|| read(part))).collect();
                let done = workers.into_iter().map(|it| it.join().unwrap_or_default());
                done.flatten().collect()
            })
        } else {
            read(&compose)
        };
        let mut links = Links::default();
        for (index, is_overlay, project) in found {
            if is_overlay {
                links.parts.insert(index);
            }
            let Some(project) = project else { continue };
            let others = project.files.iter().skip(1);
            links.parts.extend(others.map(|file| file.source));
            links.wanted.extend(project.wanted.iter().cloned());
            self.find_builds(&project, &mut links);
            links.projects.insert(index, Mutex::new(Some(project)));
        }
        links
    }

    /// Reads a Compose file if it may lead to other files. Says whether it is an overlay.
    fn read(&self, index: usize) -> (usize, bool, Option<Project<'w>>) {
        let Some(source) = self.sources.get(index) else {
            return (index, false, None);
        };
        let path = normal(Path::new(source.name()));
        let text = source.text().as_bytes();
        let may_lead = ["include", "extends", "build"]
            .iter()
            .any(|word| memchr::memmem::find(text, word.as_bytes()).is_some());
        let is_first = self.stacks.contains_key(&path) || is_main(&path);
        let project = (may_lead || is_first).then(|| self.load(index));
        (index, self.is_overlay(index, &path), project.flatten())
    }

    fn find_builds(&self, project: &Project<'w>, links: &mut Links<'w>) {
        for build in project.builds() {
            let Some(path) = build.recipe.path() else {
                continue;
            };
            let Some(&index) = self.by_path.get(path) else {
                if self.is_known(path) && self.host.exists(path) && !self.host.is_folder(path) {
                    links.wanted.insert(path.to_owned());
                }
                continue;
            };
            let uses = links.builds.entry(index).or_default();
            let with_target = BuildUse::of(&build);
            let mut whole = with_target.clone();
            // Other stages are built by someone else.
            whole.inputs.target = None;
            for one in [whole, with_target] {
                if uses.len() < MAX_BUILDS && !uses.contains(&one) {
                    uses.push(one);
                }
            }
        }
    }

    /// True for a file such as `compose.prod.yaml` beside `compose.yaml` that changes services of
    /// it: it is no project by itself.
    fn is_overlay(&self, index: usize, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let has_word = name
            .strip_prefix("docker-")
            .unwrap_or(&name)
            .strip_prefix("compose")
            .is_some_and(|rest| rest.matches('.').count() > 1 || rest.starts_with(['-', '_']));
        if !has_word {
            return false;
        }
        let mains = MAIN.iter().map(|main| path.with_file_name(main));
        let Some(main) = mains.into_iter().find(|main| self.exists(main)) else {
            return false;
        };
        let (Some(main), Some(own)) = (Project::stack(&main, &[], self), self.load(index)) else {
            return true;
        };
        services(&own.root).any(|own| services(&main.root).any(|it| it.name == own.name))
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
        self.roots.iter().any(|root| {
            if root.as_os_str().is_empty() {
                path.is_relative() && !path.starts_with("..")
            } else {
                path.starts_with(root)
            }
        })
    }

    fn host(&self) -> &dyn Host {
        self.host
    }

    fn may_hold(&self, folder: &Path, name: &str) -> bool {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if !folders.contains_key(folder) {
            let names = self.host.list(folder);
            let names = names.map(|names| names.into_iter().collect());
            folders.insert(folder.to_owned(), names);
        }
        let names = folders.get(folder).and_then(Option::as_ref);
        let holds = |names: &HashSet<OsString>| names.contains(OsStr::new(name));
        names.is_none_or(holds) || self.by_path.contains_key(&folder.join(name))
    }

    fn read_text(&self, path: &Path) -> Option<String> {
        let bytes = self
            .is_known(path)
            .then(|| self.host.read(path).ok())
            .flatten()??;
        String::from_utf8(bytes).ok()
    }
}
