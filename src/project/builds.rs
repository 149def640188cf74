//! How Compose has the images of services built.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::compose::model::{Build, Service, pairs, services};
use crate::compose::value::{Place, Value};
use crate::dockerfile::{BuildInputs, SourceKind};

use super::compose::{Project, normal};

/// What a service tells the builder.
#[derive(Clone, Debug)]
pub struct ServiceBuild<'v, 's> {
    /// The service.
    pub service: Service<'v, 's>,
    /// Its `build`.
    pub build: Build<'v, 's>,
    /// The folder that is sent to the builder.
    pub context: Location,
    /// Where the Dockerfile is.
    pub recipe: Recipe<'v, 's>,
    /// Arguments and target.
    pub inputs: BuildInputs,
}

/// Where something lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// At a path from the current folder.
    Path(PathBuf),
    /// Not in a folder that can be known: in a repository, on an absolute path.
    Elsewhere,
    /// A variable decides it.
    Unknown,
}

/// The Dockerfile of a build.
#[derive(Clone, Debug)]
pub enum Recipe<'v, 's> {
    /// A file.
    File(Location),
    /// The text stands in the Compose file.
    Inline(&'v Value<'s>),
}

impl Location {
    /// The path, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Elsewhere | Self::Unknown => None,
        }
    }
}

impl Recipe<'_, '_> {
    /// The path of the file, if it is one and known.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(location) => location.path(),
            Self::Inline(_) => None,
        }
    }
}

impl<'s> Project<'s> {
    /// What the services of the project that are built tell the builder, in their order.
    pub fn builds(&self) -> Vec<ServiceBuild<'_, 's>> {
        services(&self.root)
            .filter_map(|service| Some(self.build(service, service.build()?)))
            .collect()
    }

    fn build<'v>(&'v self, service: Service<'v, 's>, build: Build<'v, 's>) -> ServiceBuild<'v, 's> {
        let context = match build.context().filter(|it| !it.is_null()) {
            Some(value) => self.location(value),
            None => self.here(build.value.place),
        };
        let recipe = match (build.get("dockerfile_inline"), build.get("dockerfile")) {
            (Some(text), _) if text.text().is_some() => Recipe::Inline(text),
            (_, Some(file)) if !file.is_null() => Recipe::File(self.in_context(&context, file)),
            _ => Recipe::File(match &context {
                Location::Path(folder) => Location::Path(folder.join("Dockerfile")),
                other => other.clone(),
            }),
        };
        let mut args = BTreeMap::new();
        for pair in build.args() {
            let value = match pair.value {
                Some(text) => self.expanded(text).known().map(str::to_owned),
                None => self.variable(pair.name).map(str::to_owned),
            };
            args.insert(pair.name.to_owned(), value);
        }
        let target = build.get("target").and_then(Value::text);
        let target = target.filter(|it| !it.is_empty());
        let target = target.and_then(|it| self.expanded(it).known().map(str::to_owned));
        let contexts = build.get("additional_contexts").map(pairs);
        let contexts = contexts.into_iter().flatten();
        let inputs = BuildInputs {
            args,
            target,
            contexts: contexts.map(|pair| pair.name.to_owned()).collect(),
        };
        ServiceBuild {
            service,
            build,
            context,
            recipe,
            inputs,
        }
    }

    /// The folder from which a relative path at this place starts.
    fn here(&self, place: Place) -> Location {
        match self.resolve(place, ".") {
            Some(folder) => Location::Path(folder),
            None => Location::Elsewhere,
        }
    }

    /// Where a context lies, or another folder that a build names.
    pub fn location(&self, value: &Value<'s>) -> Location {
        let text = value.text();
        text.map_or(Location::Unknown, |it| self.location_of(value.place, it))
    }

    /// Where a folder lies that a build names in a text at a place.
    pub fn location_of(&self, place: Place, text: &str) -> Location {
        match self.expanded(text).known() {
            None => Location::Unknown,
            Some(path) if is_remote(path) => Location::Elsewhere,
            Some(path) => match self.resolve(place, path) {
                Some(path) => Location::Path(path),
                None => Location::Elsewhere,
            },
        }
    }

    fn in_context(&self, context: &Location, file: &Value<'s>) -> Location {
        let expanded = file.text().map(|text| self.expanded(text));
        match (context, expanded.as_ref().and_then(|it| it.known())) {
            (_, None) | (Location::Unknown, _) => Location::Unknown,
            (Location::Path(folder), Some(path)) if Path::new(path).is_relative() => {
                Location::Path(normal(&folder.join(path)))
            }
            _ => Location::Elsewhere,
        }
    }
}

/// True for contexts that the builder fetches itself.
fn is_remote(path: &str) -> bool {
    let schemes = ["service:", "docker-image:", "oci-layout:", "github.com/"];
    path.contains("://")
        || SourceKind::read(path) != SourceKind::Local
        || schemes.iter().any(|it| path.starts_with(it))
}
