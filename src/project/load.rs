//! Puts the Compose files of a project together.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::compose::dotenv::DotEnv;
use crate::compose::merge::{merge, merge_services};
use crate::compose::value::{Data, Field, Place, Reader, Value};
use crate::text::Span;
use crate::yaml;

use super::compose::{ComposeFile, Files, Gap, GapKind, OVERRIDES, Project, Role, is_main, normal};

/// How far `include` and `extends` are followed.
const MAX_DEPTH: usize = 20;

impl<'s> Project<'s> {
    /// The project that begins with a file, which is one of `files`. What Compose puts on top of it
    /// by itself is part of it.
    pub fn load(path: &Path, files: &dyn Files<'s>) -> Option<Self> {
        let path = normal(path);
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        let over = OVERRIDES.iter().map(|name| folder.join(name));
        let over = over
            .filter(|_| is_main(&path))
            .find(|path| files.exists(path));
        Self::stack(&path, over.as_slice(), files)
    }

    /// The project that begins with a file, with others on top of it in this order, as with
    /// `docker compose -f … -f …`.
    pub fn stack(path: &Path, over: &[PathBuf], files: &dyn Files<'s>) -> Option<Self> {
        let mut loader = Loader {
            lookup: files,
            files: Vec::new(),
            reader: Reader::default(),
            gaps: Vec::new(),
            wanted: Vec::new(),
            is_partial: false,
        };
        let path = normal(path);
        let main = loader.open(&path, Role::Main)?;
        let mut root = loader.value(main);
        for over in over {
            match loader.open(&normal(over), Role::Override) {
                Some(over) => root = Arc::new(merge(owned(root), owned(loader.value(over)))),
                None => loader.is_partial = true,
            }
        }
        let root = loader.extended(root, &path);
        let root = loader.included(&root, &path, &mut vec![path.clone()]);
        let is_partial = loader.is_partial
            || file_name(&path).is_some_and(|name| name.contains(".override."))
            || loader.files.iter().any(|file| !file.tree.is_complete())
            || loader.reader.is_cut;
        Some(Self {
            is_cut: loader.reader.is_cut,
            files: loader.files,
            root,
            gaps: loader.gaps,
            wanted: loader.wanted,
            env: environment(&path, files),
            is_partial,
        })
    }
}

fn file_name(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
}

/// The variables of `.env` beside the main file.
fn environment(main: &Path, files: &dyn Files<'_>) -> HashMap<String, String> {
    let beside = main.with_file_name(".env");
    let text = (main != Path::new("-"))
        .then(|| files.read_text(&beside))
        .flatten();
    let known = |text: String| {
        let values = DotEnv::parse(&text).values();
        let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        values.known().map(own).collect()
    };
    text.map(known).unwrap_or_default()
}

struct Loader<'l, 's> {
    lookup: &'l dyn Files<'s>,
    files: Vec<ComposeFile<'s>>,
    reader: Reader,
    gaps: Vec<Gap>,
    wanted: Vec<PathBuf>,
    is_partial: bool,
}

impl<'s> Loader<'_, 's> {
    /// Reads a file once. Returns its number in the project.
    fn open(&mut self, path: &Path, role: Role) -> Option<usize> {
        if let Some(known) = self.files.iter().position(|file| file.path == path) {
            return Some(known);
        }
        let Some((source, text)) = self.lookup.find(path) else {
            if self.lookup.exists(path) {
                self.wanted.push(path.to_owned());
            }
            return None;
        };
        let tree = yaml::read(text.text());
        let number = self.files.len();
        let roots: Vec<_> = tree.documents.iter().filter_map(|it| it.root).collect();
        let mut value: Option<Value<'s>> = None;
        for root in roots.into_iter().filter(|root| tree.is_mapping(*root)) {
            let next = self.reader.read(&tree, number, root);
            value = Some(match value {
                Some(before) => merge(before, next),
                None => next,
            });
        }
        self.files.push(ComposeFile {
            source,
            text,
            path: path.to_owned(),
            tree,
            value: value.map(Arc::new),
            role,
        });
        Some(number)
    }

    /// What a file says; an empty mapping if it says nothing.
    fn value(&self, file: usize) -> Arc<Value<'s>> {
        let known = self.files.get(file);
        known
            .and_then(|file| file.value.clone())
            .unwrap_or_else(|| {
                let node = known
                    .and_then(|file| file.tree.documents.first()?.root)
                    .unwrap_or_default();
                Arc::new(Value {
                    place: Place {
                        file,
                        node,
                        span: Span::default(),
                    },
                    alias: None,
                    data: Data::Mapping(Vec::new()),
                    tag: None,
                })
            })
    }

    /// All services with what they extend below them.
    fn extended(&mut self, root: Arc<Value<'s>>, path: &Path) -> Arc<Value<'s>> {
        let extends = |field: &Field<'s>| field.value.get("extends").is_some();
        let services = root.get("services");
        let Some(services) = services.filter(|it| it.fields().iter().any(extends)) else {
            return root;
        };
        let new = |field: &Field<'s>| {
            let mut field = field.clone();
            if extends(&field) {
                let mut chain = vec![(path.to_owned(), field.key.to_string())];
                field.value = self.extend(field.value, services, path, &mut chain);
            }
            field
        };
        let new: Vec<_> = services.fields().iter().map(new).collect();
        let mut root = owned(root);
        if let Data::Mapping(fields) = &mut root.data
            && let Some(field) = fields.iter_mut().find(|field| field.key == "services")
        {
            field.value.data = Data::Mapping(new);
        }
        Arc::new(root)
    }

    /// A service on top of the one it extends. `services` are those of its own file.
    fn extend(
        &mut self,
        service: Value<'s>,
        services: &Value<'s>,
        path: &Path,
        chain: &mut Vec<(PathBuf, String)>,
    ) -> Value<'s> {
        let Some(extends) = service.get("extends").cloned() else {
            return service;
        };
        let (name, file) = match extends.text() {
            Some(_) => (Some(&extends), None),
            None => (extends.get("service"), extends.get("file")),
        };
        let Some(name) = name else {
            return service;
        };
        let (Some(wanted), true) = (name.literal(), file.is_none_or(|it| it.literal().is_some()))
        else {
            self.is_partial = true;
            return service;
        };
        let other;
        let (base_path, base_services) = match file.and_then(Value::literal) {
            None => (path.to_owned(), Some(services)),
            Some(relative) => {
                let target = normal(&path.parent().unwrap_or(path).join(relative));
                let Some(number) = self.open(&target, Role::Extended) else {
                    self.missing(
                        GapKind::NoExtendedFile,
                        file.unwrap_or(name),
                        relative,
                        &target,
                    );
                    return service;
                };
                other = self.value(number);
                if self
                    .files
                    .get(number)
                    .is_some_and(|it| !it.tree.is_complete())
                {
                    self.is_partial = true;
                }
                (target, other.get("services"))
            }
        };
        let step = (base_path.clone(), wanted.to_owned());
        if chain.contains(&step) || chain.len() > MAX_DEPTH {
            self.gap(GapKind::ExtendsCycle, name, wanted, None);
            return service;
        }
        let base = base_services.and_then(|it| it.get(wanted));
        let (Some(base), Some(base_services)) = (base.cloned(), base_services) else {
            let fields = base_services.map(Value::fields).unwrap_or_default();
            let names = fields.iter().map(|field| &*field.key);
            let near = crate::text::nearest(wanted, names).map(str::to_owned);
            self.gap(GapKind::NoService, name, wanted, near);
            return service;
        };
        chain.push(step);
        let base = self.extend(base, base_services, &base_path, chain);
        let mut over = service;
        if let Data::Mapping(fields) = &mut over.data {
            fields.retain(|field| field.key != "extends");
        }
        let mut base = base;
        if let Data::Mapping(fields) = &mut base.data {
            fields.retain(|field| field.key != "extends");
        }
        merge_services(base, over)
    }

    /// The file with what it includes below it.
    fn included(
        &mut self,
        root: &Arc<Value<'s>>,
        path: &Path,
        chain: &mut Vec<PathBuf>,
    ) -> Arc<Value<'s>> {
        let mut all = Arc::clone(root);
        // What is no list cannot be followed.
        let is_scalar = |it: &Value<'_>| it.text().is_some() || !it.fields().is_empty();
        self.is_partial |= root.get("include").is_some_and(is_scalar);
        for entry in root.get("include").map(Value::items).unwrap_or_default() {
            let paths = match entry.text() {
                Some(_) => std::slice::from_ref(entry),
                None => entry
                    .get("path")
                    .map(Value::one_or_many)
                    .unwrap_or_default(),
            };
            self.env_files(entry, path);
            let mut part: Option<Value<'s>> = None;
            for written in paths {
                let Some(relative) = written.literal().filter(|it| !is_remote(it)) else {
                    self.is_partial = true;
                    continue;
                };
                let target = normal(&path.parent().unwrap_or(path).join(relative));
                if chain.contains(&target) || chain.len() > MAX_DEPTH {
                    self.gap(GapKind::IncludeCycle, written, relative, None);
                    continue;
                }
                let Some(number) = self.open(&target, Role::Included) else {
                    self.missing(GapKind::NoIncludedFile, written, relative, &target);
                    continue;
                };
                chain.push(target.clone());
                let value = self.value(number);
                let value = self.extended(value, &target);
                let value = owned(self.included(&value, &target, chain));
                chain.pop();
                part = Some(match part {
                    Some(before) => merge(before, value),
                    None => value,
                });
            }
            if let Some(part) = part {
                all = Arc::new(merge(resources(part), owned(all)));
            }
        }
        all
    }

    /// Looks whether the env files of an entry of `include` are there.
    fn env_files(&mut self, entry: &Value<'s>, path: &Path) {
        let files = entry.get("env_file").map(Value::one_or_many);
        for written in files.unwrap_or_default() {
            let Some(name) = written.literal() else {
                continue;
            };
            let target = normal(&path.parent().unwrap_or(path).join(name));
            if self.lookup.is_known(&target) && !self.lookup.exists(&target) {
                self.gap(GapKind::NoEnvFile, written, name, None);
            }
        }
    }

    /// A file that is not there, or not to be known.
    fn missing(&mut self, kind: GapKind, written: &Value<'s>, name: &str, path: &Path) {
        self.is_partial = true;
        if self.lookup.is_known(path) && !is_remote(name) && !self.lookup.exists(path) {
            self.gap(kind, written, name, None);
        }
    }

    fn gap(&mut self, kind: GapKind, written: &Value<'s>, name: &str, near: Option<String>) {
        self.is_partial = true;
        let gap = Gap {
            kind,
            place: written.place,
            name: name.to_owned(),
            near,
        };
        self.gaps.push(gap);
    }
}

/// A value that can be changed: a copy where others use it, too.
fn owned(value: Arc<Value<'_>>) -> Value<'_> {
    Arc::unwrap_or_clone(value)
}

/// What an included file brings along: its resources, not its name.
fn resources(mut value: Value<'_>) -> Value<'_> {
    if let Data::Mapping(fields) = &mut value.data {
        fields.retain(|field| {
            matches!(
                &*field.key,
                "services" | "networks" | "volumes" | "secrets" | "configs" | "models"
            )
        });
    }
    value
}

/// True for what lies in a repository or a registry.
fn is_remote(path: &str) -> bool {
    path.contains("://") || path.starts_with("git@") || path.starts_with("oci:")
}
