//! What the image of a service that is built starts, as whom, and with which variables.

use crate::compose::model::Service;
use crate::compose::value::Value;
use crate::dockerfile::ast::{Command, Instruction, Kind};
use crate::dockerfile::model::{Binding, DefinedBy, Definition, Stage};
use crate::facts::{base, may_be_inherited};
use crate::text::Span;

use super::compose_commands::command_words;
use super::{BuiltService, ComposeCx};

/// Something that an image says, and what is known of it.
#[derive(Clone, Debug)]
pub struct Said {
    /// The value, if it is known.
    pub value: Option<String>,
    /// Its place in the Dockerfile.
    pub span: Span,
}

impl<'c> BuiltService<'c, '_> {
    /// The `ENTRYPOINT` of the image, as far as the file says. An empty one takes an earlier one
    /// back.
    pub fn image_entrypoint(&self) -> Option<&Instruction<'c>> {
        let last = self.in_force(|kind| matches!(kind, Kind::Entrypoint(_)))?;
        starts_something(last).then_some(last)
    }

    /// The `CMD` of the image, as far as the file says. An `ENTRYPOINT` takes back that of the
    /// image its stage builds on.
    pub fn image_cmd(&self) -> Option<&Instruction<'c>> {
        for stage in self.chain() {
            let instructions = self.instructions(stage);
            let is_cmd = |it: &&Instruction<'_>| matches!(it.kind, Kind::Cmd(_));
            if let Some(cmd) = instructions.iter().rev().find(is_cmd) {
                return starts_something(cmd).then_some(cmd);
            }
            let is_entrypoint = |it: &Instruction<'_>| matches!(it.kind, Kind::Entrypoint(_));
            if instructions.iter().any(is_entrypoint) {
                return None;
            }
        }
        None
    }

    /// The `USER` of the image, as far as the file says.
    pub fn image_user(&self) -> Option<Said> {
        let last = self.in_force(|kind| matches!(kind, Kind::User(_)))?;
        let Kind::User(user) = &last.kind else {
            return None;
        };
        Some(Said {
            value: self.known_word(last, &user.value),
            span: user.value.span,
        })
    }

    /// What `ENV` sets a variable to in the image.
    pub fn image_env(&self, name: &str) -> Option<Said> {
        let model = &self.dockerfile()?.document.model;
        let definitions = model.scopes.definitions();
        self.chain().into_iter().find_map(|stage| {
            let last = definitions.iter().rev().find(|it| {
                it.by == DefinedBy::Env
                    && it.name == name
                    && stage.instructions.contains(&it.instruction)
            })?;
            let value = match &last.binding {
                Binding::Set(value) => value.known().map(str::to_owned),
                _ => None,
            };
            let span = last.span;
            Some(Said { value, span })
        })
    }

    /// The last `ARG` in a stage that declares a name.
    pub fn argument_of(&self, stage: &Stage<'_>, name: &str) -> Option<&Definition<'c>> {
        let model = &self.dockerfile()?.document.model;
        let mut all = model.scopes.definitions().iter().rev();
        all.find(|it| {
            it.by == DefinedBy::Arg
                && it.name == name
                && stage.instructions.contains(&it.instruction)
        })
    }

    /// False if the base image surely does not set a variable.
    pub fn may_inherit(&self, name: &str) -> bool {
        let file = self.dockerfile().zip(self.final_stage());
        file.is_none_or(|(file, stage)| may_be_inherited(&file.document, stage.index, name))
    }
}

/// True if a text uses a variable in a way that needs it: `$NAME` or `${NAME}`.
pub fn uses_variable(text: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + name.len()..).unwrap_or_default();
        before.ends_with('$') && !behind.starts_with(is_part)
            || before.ends_with("${") && behind.starts_with('}')
    })
}

fn starts_something(it: &Instruction<'_>) -> bool {
    match &it.kind {
        Kind::Cmd(Command::Exec(words)) | Kind::Entrypoint(Command::Exec(words)) => {
            !words.is_empty()
        }
        Kind::Cmd(Command::Shell { text, .. }) | Kind::Entrypoint(Command::Shell { text, .. }) => {
            !text.is_empty()
        }
        _ => false,
    }
}

/// The words of a `CMD` or `ENTRYPOINT` in exec form; empty for shell form.
pub fn exec_words<'i>(it: &'i Instruction<'_>) -> Vec<&'i str> {
    match &it.kind {
        Kind::Cmd(Command::Exec(words)) | Kind::Entrypoint(Command::Exec(words)) => {
            words.iter().map(|word| &**word).collect()
        }
        _ => Vec::new(),
    }
}

/// True if a command is there and is not empty.
pub fn is_said(value: Option<&Value<'_>>) -> bool {
    value.is_some_and(|it| {
        let has_text = it.text().is_some_and(|text| !text.trim().is_empty());
        has_text || !it.items().is_empty()
    })
}

/// True for a service that gives folders to others and ends.
pub fn prepares(service: Service<'_, '_>, cx: &ComposeCx<'_, '_>) -> bool {
    // A word in quotes is the script of a shell.
    let all = command_words(service);
    let words: Vec<_> = { all.iter().flatten() }
        .flat_map(|word| word.text.split_whitespace().map(base))
        .collect();
    let gives = |word: &&str| matches!(*word, "chmod" | "chown") || goes_on(word);
    // What runs in place of the shell goes on as root.
    let stays = |pair: &[&str]| matches!(pair, ["exec", next] if !goes_on(next));
    let is_done = words.iter().any(gives) && !words.windows(2).any(stays);
    is_done || cx.is_job(service)
}

/// True for a program that runs another one as another user.
fn goes_on(program: &str) -> bool {
    matches!(program, "gosu" | "runuser" | "setpriv" | "su" | "su-exec")
}
