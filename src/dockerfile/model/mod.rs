//! What a Dockerfile means: stages, scopes, and what is in force at each instruction.
//!
//! The model holds indices and text of the file, no references to the tree, so that both can be
//! kept together.

mod build;
pub mod expand;
mod glob;
mod inputs;
mod scope;
mod stages;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::image;

use super::ast::Dockerfile;
use super::lex::Lexing;

pub use expand::{Binding, ExpandError, Value};
pub use inputs::BuildInputs;
pub use scope::{DefinedBy, Definition, PREDEFINED, Scopes};
pub use stages::{Base, ImagePlace, ImageUse, Stage};

use scope::Found;

/// How many stages that build on each other are looked at from one of them.
pub const MAX_CHAIN: usize = 64;

/// The meaning of one Dockerfile.
#[derive(Debug)]
#[non_exhaustive]
pub struct Model<'a> {
    /// The stages in order.
    pub stages: Vec<Stage<'a>>,
    /// References to images and stages, in file order.
    pub images: Vec<ImageUse<'a>>,
    /// `ARG` and `ENV`.
    pub scopes: Scopes<'a>,
    states: Vec<State>,
    /// The last stage of each name.
    names: HashMap<String, usize>,
    lexing: Lexing,
    /// The stage that is built, if the build is known to have a target.
    target: Option<usize>,
    /// For each stage, whether that target needs it.
    needed: Vec<bool>,
    /// For each stage, whether its layers get into an image that someone will use.
    shipped: Vec<bool>,
}

/// What is in force when an instruction starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct State {
    /// Number of the stage. None in front of the first `FROM`.
    pub stage: Option<usize>,
    /// Index of the `SHELL` instruction in force, also one of a stage this one builds on.
    pub shell: Option<usize>,
    /// Index of the `USER` instruction in force.
    pub user: Option<usize>,
    /// Index of the `WORKDIR` instruction in force.
    pub workdir: Option<usize>,
    /// Number of definitions in front of it.
    mark: usize,
}

impl<'a> Model<'a> {
    /// Derives the model of a file for a build.
    pub fn new(file: &Dockerfile<'a>, inputs: &BuildInputs) -> Self {
        build::build(file, inputs)
    }

    /// What is in force at the instruction with this index.
    pub fn state(&self, instruction: usize) -> State {
        self.states.get(instruction).copied().unwrap_or_default()
    }

    /// The stage of an instruction.
    pub fn stage_of(&self, instruction: usize) -> Option<&Stage<'a>> {
        self.stages.get(self.state(instruction).stage?)
    }

    /// What `name` stands for at an instruction.
    pub fn lookup(&self, name: &str, instruction: usize) -> Binding<'a> {
        let (stage, mark) = self.view(instruction);
        self.scopes.lookup(name, stage, mark)
    }

    /// The scope an instruction sees: its stage and the number of definitions in front of it. A
    /// `FROM` sees the global scope.
    fn view(&self, instruction: usize) -> (Option<usize>, usize) {
        let state = self.state(instruction);
        let opens = |stage: usize| {
            self.stages
                .get(stage)
                .is_some_and(|it| it.instructions.start == instruction)
        };
        if state.stage.is_some_and(opens) {
            (None, usize::MAX)
        } else {
            (state.stage, state.mark)
        }
    }

    /// The `ARG` or `ENV` of this file that defines `name` at an instruction.
    pub fn definition(&self, name: &str, instruction: usize) -> Option<&Definition<'a>> {
        let (stage, mark) = self.view(instruction);
        match self.scopes.definition(name, stage, mark) {
            Found::Here(definition) => Some(definition),
            Found::Image | Found::Nowhere => None,
        }
    }

    /// Expands a word as Docker does at an instruction: variables, quotes and escapes.
    ///
    /// # Errors
    /// The word is malformed, or requires a variable that is not set.
    pub fn expand(
        &self,
        text: &Cow<'a, str>,
        instruction: usize,
    ) -> Result<Value<'a>, ExpandError> {
        expand::expand(text, self.lexing, &|name| self.lookup(name, instruction))
    }

    /// Expands a word; what cannot be expanded is unknown.
    pub fn value(&self, text: &Cow<'a, str>, instruction: usize) -> Value<'a> {
        self.expand(text, instruction)
            .unwrap_or_else(|_| Value::unknown())
    }

    /// The stages whose image someone will use: the target if there is one; else the last one, and
    /// those that no other stage uses.
    pub fn outputs(&self) -> impl Iterator<Item = &Stage<'a>> {
        self.stages.iter().filter(|stage| self.is_output(stage))
    }

    /// True for the target; without one, for the last stage and for those that no other stage uses.
    pub fn is_output(&self, stage: &Stage<'_>) -> bool {
        match self.target {
            Some(target) => stage.index == target,
            None => !stage.is_used || stage.index + 1 == self.stages.len(),
        }
    }

    /// True if the build has a target, and the file has that stage.
    pub fn has_target(&self) -> bool {
        self.target.is_some()
    }

    /// False for a stage that the target does without.
    pub fn is_needed(&self, stage: &Stage<'_>) -> bool {
        self.needed.get(stage.index).copied().unwrap_or(true)
    }

    /// For each stage, whether the build of a stage needs it: that one, those it builds on, and
    /// those it copies from or mounts.
    pub fn needed_by(&self, stage: usize) -> Vec<bool> {
        let mut needed = vec![false; self.stages.len()];
        let mut uses = vec![Vec::new(); self.stages.len()];
        for image in &self.images {
            let by = self.states.get(image.instruction).and_then(|it| it.stage);
            if let (Base::Stage(used), Some(by)) = (image.base, by.and_then(|by| uses.get_mut(by)))
            {
                by.push(used);
            }
        }
        let mut open = vec![stage];
        while let Some(index) = open.pop() {
            match needed.get_mut(index) {
                Some(needed) if !*needed => *needed = true,
                _ => continue,
            }
            open.extend(uses.get(index).into_iter().flatten());
        }
        needed
    }

    /// True if the layers of a stage are part of an image that someone will use: one of
    /// [`Self::outputs`] builds on it, or is it.
    pub fn is_shipped(&self, stage: &Stage<'_>) -> bool {
        self.shipped.get(stage.index).copied().unwrap_or(true)
    }

    /// A stage and those it builds on, itself first, at most [`MAX_CHAIN`].
    pub fn chain(&self, stage: usize) -> impl Iterator<Item = &Stage<'a>> {
        let base = |stage: &&Stage<'a>| match stage.base {
            // A stage builds on earlier ones only, so this ends.
            Base::Stage(base) if base < stage.index => self.stages.get(base),
            _ => None,
        };
        std::iter::successors(self.stages.get(stage), base).take(MAX_CHAIN)
    }

    /// The stage that a build means by its target: a name, whatever the letter case, or a number.
    pub fn target_stage(&self, target: &str) -> Option<&Stage<'a>> {
        self.stage_named(target)
            .or_else(|| self.stages.get(target.parse::<usize>().ok()?))
    }

    /// The stage that `COPY --from` or a mount means by `name`: of several stages of a name the
    /// last in the file, whatever the letter case.
    pub fn stage_named(&self, name: &str) -> Option<&Stage<'a>> {
        self.stages.get(*self.names.get(&name.to_lowercase())?)
    }
}

/// A stage number as Go reads whole numbers: digits with an optional sign.
pub fn stage_number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let valid = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if valid {
        Some(text.parse().unwrap_or(i64::MAX))
    } else {
        None
    }
}

/// True if a stage name in lower case can be referred to.
pub fn is_usable_stage_name(name: &str) -> bool {
    image::is_path_component(name)
}
