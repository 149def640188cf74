//! Derives the model in one walk over the instructions.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::dockerfile::ast::{ArgName, Dockerfile, Flag, From, Instruction, Kind, Pairs};
use crate::dockerfile::lex::Lexing;
use crate::text::Word;

use super::expand::{self, Binding, Value};
use super::scope::{DefinedBy, Definition, Parent, Scopes};
use super::stages::{Base, ImagePlace, ImageUse, Stage};
use super::{BuildInputs, Model, State, stage_number};

/// Bytes that all values of a file may take together. Beyond it, values are unknown.
const BUDGET: usize = 16 << 20;

pub(super) fn build<'a>(file: &Dockerfile<'a>, inputs: &BuildInputs) -> Model<'a> {
    let mut builder = ModelBuilder {
        model: Model {
            stages: Vec::new(),
            images: Vec::new(),
            scopes: Scopes::new(&inputs.args),
            states: Vec::with_capacity(file.instructions.len()),
            names: HashMap::new(),
            lexing: Lexing {
                escape: file.escape,
                quotes: true,
            },
            target: None,
            needed: Vec::new(),
            shipped: Vec::new(),
        },
        state: State::default(),
        budget: BUDGET,
        inputs,
    };
    for instruction in &file.instructions {
        builder.add(instruction);
    }
    builder.close_stage();
    builder.references(file);
    if let Some(target) = &inputs.target {
        builder.aim(target);
    }
    builder.ship();
    builder.model
}

struct ModelBuilder<'a, 'i> {
    model: Model<'a>,
    state: State,
    budget: usize,
    inputs: &'i BuildInputs,
}

impl<'a> ModelBuilder<'a, '_> {
    /// True for what looks like an image, and is a build context: what is in it is not known.
    fn is_context(&self, name: &str) -> bool {
        self.inputs.contexts.contains(name)
    }

    fn add(&mut self, it: &Instruction<'a>) {
        if let Kind::From(from) = &it.kind {
            self.close_stage();
            self.state.stage = None;
            self.state.mark = self.model.scopes.mark();
            self.open_stage(it, from);
            self.model.states.push(self.state);
            return;
        }
        self.state.mark = self.model.scopes.mark();
        self.model.states.push(self.state);
        match &it.kind {
            Kind::Shell(_) => self.state.shell = Some(it.index),
            Kind::User(_) => self.state.user = Some(it.index),
            Kind::Workdir(_) => self.state.workdir = Some(it.index),
            Kind::Arg(arg) => {
                for name in &arg.names {
                    self.arg(it.index, name);
                }
            }
            Kind::Env(env) => self.env(it.index, env),
            _ => {}
        }
    }

    fn close_stage(&mut self) {
        if let Some(stage) = self.model.stages.last_mut() {
            stage.instructions.end = self.model.states.len();
            stage.end = self.state;
        }
    }

    fn open_stage(&mut self, it: &Instruction<'a>, from: &From<'a>) {
        let mut value = match &from.image {
            Some(word) => self.expand_global(&word.text),
            None => Value::unknown(),
        };
        let stage = value.known().and_then(|name| self.model.names.get(name));
        if stage.is_none() && value.known().is_some_and(|name| self.is_context(name)) {
            value = Value::unknown();
        }
        let base = match value.known() {
            None | Some("") => Base::Unknown,
            Some(name) => match stage {
                Some(stage) => Base::Stage(*stage),
                None if name == "scratch" => Base::Scratch,
                None => Base::Image,
            },
        };
        let index = self.model.stages.len();
        let parent = match base {
            Base::Scratch => Parent::Empty,
            Base::Stage(stage) => Parent::Stage(stage),
            Base::Image | Base::Unknown => Parent::Image,
        };
        self.model.scopes.open_stage(parent);
        self.state = match base {
            Base::Stage(stage) => self
                .model
                .stages
                .get(stage)
                .map(|it| it.end)
                .unwrap_or_default(),
            _ => State::default(),
        };
        self.state.stage = Some(index);
        self.state.mark = self.model.scopes.mark();
        let name = from.alias.as_ref().map(|alias| alias.to_lowercase());
        if let Some(name) = &name {
            self.model.names.insert(name.clone(), index);
        }
        self.model.stages.push(Stage {
            index,
            instructions: it.index..it.index,
            name,
            base,
            image: from.image.clone(),
            value,
            end: self.state,
            is_used: false,
        });
    }

    fn expand_global(&mut self, text: &Cow<'a, str>) -> Value<'a> {
        let scopes = &self.model.scopes;
        let lookup = |name: &str| scopes.lookup(name, None, usize::MAX);
        let value = expand::expand(text, self.model.lexing, &lookup);
        value.unwrap_or_else(|_| Value::unknown())
    }

    /// Expands a word with what is defined so far, within the budget.
    fn expand(&mut self, text: &Cow<'a, str>) -> Value<'a> {
        let (scopes, state) = (&self.model.scopes, self.state);
        let lookup = |name: &str| scopes.lookup(name, state.stage, state.mark);
        let value = expand::expand(text, self.model.lexing, &lookup);
        let value = value.unwrap_or_else(|_| Value::unknown());
        match self.budget.checked_sub(value.cost()) {
            Some(rest) => {
                self.budget = rest;
                value
            }
            None => Value::unknown(),
        }
    }

    fn arg(&mut self, index: usize, arg: &ArgName<'a>) {
        // Each name of an instruction sees the ones before it.
        self.state.mark = self.model.scopes.mark();
        let binding = match (self.model.scopes.given(&arg.name), &arg.default) {
            (Some(given), _) => given,
            (None, Some(default)) => Binding::Set(self.expand(&default.text).overridden()),
            (None, None) if self.state.stage.is_some() => self.model.scopes.inherited(&arg.name),
            (None, None) => Binding::Declared,
        };
        self.model.scopes.define(Definition {
            name: arg.name.text.clone(),
            span: arg.name.span,
            instruction: index,
            by: DefinedBy::Arg,
            binding,
        });
    }

    fn env(&mut self, index: usize, env: &Pairs<'a>) {
        // All values see the environment in front of the instruction.
        for pair in &env.pairs {
            let name = self.expand(&pair.key.text);
            let value = self.expand(&pair.value.text);
            let Some(name) = name.known() else { continue };
            let name = if *name == *pair.key.text {
                pair.key.text.clone()
            } else {
                Cow::Owned(name.to_owned())
            };
            self.model.scopes.define(Definition {
                name,
                span: pair.key.span,
                instruction: index,
                by: DefinedBy::Env,
                binding: Binding::Set(value),
            });
        }
    }

    /// Makes a stage the target and finds out what it needs. A file without that stage is built by
    /// someone else, in another way.
    fn aim(&mut self, target: &str) {
        let Some(target) = self.model.target_stage(target).map(|stage| stage.index) else {
            return;
        };
        let model = &mut self.model;
        model.target = Some(target);
        model.needed = model.needed_by(target);
    }

    /// Finds out which layers get into an image that someone will use.
    fn ship(&mut self) {
        let model = &mut self.model;
        let mut shipped = vec![false; model.stages.len()];
        for output in model.outputs() {
            let mut at = Some(output);
            while let Some(stage) = at {
                match shipped.get_mut(stage.index) {
                    Some(known) if !*known => *known = true,
                    // What is below is known, too.
                    _ => break,
                }
                at = match stage.base {
                    Base::Stage(base) if base < stage.index => model.stages.get(base),
                    _ => None,
                };
            }
        }
        model.shipped = shipped;
    }

    /// Collects references to images and stages, once all stages are known.
    fn references(&mut self, file: &Dockerfile<'a>) {
        for it in &file.instructions {
            match &it.kind {
                Kind::From(from) => {
                    let stage = self.model.stage_of(it.index);
                    let (Some(word), Some(stage)) = (&from.image, stage) else {
                        continue;
                    };
                    self.model.images.push(ImageUse {
                        instruction: it.index,
                        place: ImagePlace::From,
                        word: word.clone(),
                        value: stage.value.clone(),
                        base: stage.base,
                    });
                }
                Kind::Copy(_) => {
                    let from = it.flag("from").and_then(Flag::word);
                    if let Some(word) = from.filter(|word| !word.is_empty()) {
                        self.reference(it.index, ImagePlace::CopyFrom, word);
                    }
                }
                Kind::Run(run) => {
                    for mount in &run.mounts {
                        if let Some(word) = mount.from().filter(|word| !word.is_empty()) {
                            self.reference(it.index, ImagePlace::MountFrom, word.clone());
                        }
                    }
                }
                _ => {}
            }
        }
        for image in &self.model.images {
            if let Base::Stage(used) = image.base
                && let Some(stage) = self.model.stages.get_mut(used)
            {
                stage.is_used = true;
            }
        }
    }

    fn reference(&mut self, instruction: usize, place: ImagePlace, word: Word<'a>) {
        let index = match place {
            ImagePlace::CopyFrom => stage_number(&word),
            _ => None,
        };
        let base = match self.model.stage_named(&word) {
            Some(stage) => Base::Stage(stage.index),
            None => match index {
                Some(index) => match usize::try_from(index) {
                    Ok(index) if index < self.model.stages.len() => Base::Stage(index),
                    _ => Base::Unknown,
                },
                None if word.contains('$') || self.is_context(&word) => Base::Unknown,
                None if &*word == "scratch" => Base::Scratch,
                None => Base::Image,
            },
        };
        let value = if word.contains('$') || self.is_context(&word) {
            Value::unknown()
        } else {
            Value::known_text(word.text.clone())
        };
        self.model.images.push(ImageUse {
            instruction,
            place,
            word,
            value,
            base,
        });
    }
}
