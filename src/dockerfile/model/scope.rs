//! Which names mean what at which place: `ARG` and `ENV`.
//!
//! Source: "Scope" and "Predefined ARGs" of the Dockerfile reference.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::text::Span;

use super::expand::{Binding, Value};

/// Names that exist in front of the first `FROM` without being declared, and inside a stage once
/// `ARG` names them.
pub const PREDEFINED: [&str; 11] = [
    "BUILDARCH",
    "BUILDOS",
    "BUILDOSVERSION",
    "BUILDPLATFORM",
    "BUILDVARIANT",
    "TARGETARCH",
    "TARGETOS",
    "TARGETOSVERSION",
    "TARGETPLATFORM",
    "TARGETSTAGE",
    "TARGETVARIANT",
];

/// Where a definition comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefinedBy {
    /// `ARG`
    Arg,
    /// `ENV`
    Env,
}

/// One name given a meaning by one instruction.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Definition<'a> {
    /// The name.
    pub name: Cow<'a, str>,
    /// Its place.
    pub span: Span,
    /// Index of the instruction.
    pub instruction: usize,
    /// The instruction's kind.
    pub by: DefinedBy,
    /// What it stands for from here on.
    pub binding: Binding<'a>,
}

/// All definitions of a file, in order.
#[derive(Debug, Default)]
pub struct Scopes<'a> {
    definitions: Vec<Definition<'a>>,
    /// Indices into `definitions` by name, ascending.
    by_name: HashMap<Cow<'a, str>, Vec<usize>>,
    /// For each stage, its part of `definitions` and what it builds on.
    stages: Vec<StageScope>,
    /// End of the definitions in front of the first `FROM`.
    global: usize,
    /// Build arguments. They have an effect where `ARG` declares them, or Docker itself does.
    given: BTreeMap<String, Option<String>>,
}

/// What a stage starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parent {
    /// Nothing: `FROM scratch`.
    Empty,
    /// An earlier stage.
    Stage(usize),
    /// An image that is not in this file.
    Image,
}

#[derive(Clone, Debug)]
struct StageScope {
    parent: Parent,
    definitions: Range<usize>,
}

/// Stages that build on each other in a longer chain are no file that a person wrote; names that
/// come from further up count as unknown.
const MAX_CHAIN: usize = 64;

/// Names that are compared with a misspelt one.
const MAX_SUGGESTED: usize = 50;

impl<'a> Scopes<'a> {
    pub(super) fn new(given: &BTreeMap<String, Option<String>>) -> Self {
        Self {
            given: given.clone(),
            ..Self::default()
        }
    }

    /// What a build argument makes of a name.
    pub(super) fn given(&self, name: &str) -> Option<Binding<'a>> {
        let value = self.given.get(name)?;
        let value = value.clone();
        Some(Binding::Set(
            value.map_or_else(Value::unknown, Value::known_text),
        ))
    }

    /// All definitions, in file order.
    pub fn definitions(&self) -> &[Definition<'a>] {
        &self.definitions
    }

    /// The last names that are defined, for suggestions.
    pub fn some_names(&self) -> impl Iterator<Item = &str> {
        let names = self.definitions.iter().rev().take(MAX_SUGGESTED);
        names.map(|definition| &*definition.name)
    }

    /// Names that are declared in front of the first `FROM`, the first of them, for suggestions.
    pub fn some_global_names(&self) -> impl Iterator<Item = &str> {
        let global = self.definitions.get(..self.global).unwrap_or_default();
        let names = global.iter().take(MAX_SUGGESTED);
        names.map(|definition| &*definition.name)
    }

    /// Number of definitions so far: what an instruction sees is what came before it.
    pub(super) fn mark(&self) -> usize {
        self.definitions.len()
    }

    pub(super) fn open_stage(&mut self, parent: Parent) {
        let start = self.definitions.len();
        if self.stages.is_empty() {
            self.global = start;
        }
        self.stages.push(StageScope {
            parent,
            definitions: start..start,
        });
    }

    pub(super) fn define(&mut self, definition: Definition<'a>) {
        let index = self.definitions.len();
        self.by_name
            .entry(definition.name.clone())
            .or_default()
            .push(index);
        self.definitions.push(definition);
        if let Some(stage) = self.stages.last_mut() {
            stage.definitions.end = index + 1;
        } else {
            self.global = index + 1;
        }
    }

    /// What `name` stands for in `stage` behind the first `mark` definitions of the file. Without
    /// a stage, in front of the first `FROM`.
    pub(super) fn lookup(&self, name: &str, stage: Option<usize>, mark: usize) -> Binding<'a> {
        let Some(stage) = stage else {
            return self.global(name, mark);
        };
        match self.definition(name, Some(stage), mark) {
            Found::Here(definition) => definition.binding.clone(),
            Found::Image => Binding::Open,
            Found::Nowhere if name == "PATH" => Binding::Open,
            Found::Nowhere => Binding::Unset,
        }
    }

    /// What an `ARG name` without default gives in a stage: the global value, if there is one.
    pub(super) fn inherited(&self, name: &str) -> Binding<'a> {
        match self.global(name, self.global) {
            Binding::Unset => Binding::Declared,
            known => known,
        }
    }

    fn global(&self, name: &str, mark: usize) -> Binding<'a> {
        match self.last_in(name, 0..self.global.min(mark)) {
            Some(definition) => definition.binding.clone(),
            None if PREDEFINED.contains(&name) => self
                .given(name)
                .unwrap_or_else(|| Binding::Set(Value::unknown())),
            None => Binding::Unset,
        }
    }

    /// The definition of `name` that is in force.
    pub(super) fn definition(
        &self,
        name: &str,
        stage: Option<usize>,
        mark: usize,
    ) -> Found<'_, 'a> {
        let Some(mut stage) = stage else {
            return match self.last_in(name, 0..self.global.min(mark)) {
                Some(definition) => Found::Here(definition),
                None => Found::Nowhere,
            };
        };
        for _ in 0..MAX_CHAIN {
            let Some(scope) = self.stages.get(stage) else {
                return Found::Nowhere;
            };
            let visible = scope.definitions.start..scope.definitions.end.min(mark);
            if let Some(definition) = self.last_in(name, visible) {
                return Found::Here(definition);
            }
            match scope.parent {
                Parent::Empty => return Found::Nowhere,
                Parent::Image => return Found::Image,
                Parent::Stage(parent) => stage = parent,
            }
        }
        Found::Image
    }

    fn last_in(&self, name: &str, range: Range<usize>) -> Option<&Definition<'a>> {
        let indices = self.by_name.get(name)?;
        let behind = indices.partition_point(|index| *index < range.end);
        let index = *indices.get(behind.checked_sub(1)?)?;
        if range.contains(&index) {
            self.definitions.get(index)
        } else {
            None
        }
    }
}

/// Where a name is defined.
#[derive(Clone, Copy, Debug)]
pub(super) enum Found<'s, 'a> {
    /// In this file.
    Here(&'s Definition<'a>),
    /// If anywhere, in a base image.
    Image,
    /// It is not defined.
    Nowhere,
}
