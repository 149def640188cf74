//! What images hold, as far as their base and their instructions tell: a shell, programs.

use crate::dockerfile::ast::{Instruction, Kind};
use crate::dockerfile::model::{Base, Stage};
use crate::facts::{KnownImage, PackageCall, image_text, install_marks, is_check_tool};
use crate::shell::{Command, Script, Status, Word};

use super::packages::has_ending;
use super::{Cx, File};

impl Cx<'_, '_> {
    /// The base of the stage being looked at, if its image surely holds no shell.
    pub fn base_without_shell(&self) -> Option<String> {
        without_shell(self.file(), self.stage()?)
    }

    /// The base of the stage being looked at, if its image surely lacks a program.
    pub fn base_without(&self, program: &str) -> Option<String> {
        without(self.file(), self.stage()?, program)
    }
}

/// The first call in a script of a program that checks like to use, and what `base_without` tells
/// of it. None if that is nothing for one of these calls: the others may stand in for each other.
pub fn missing_tool<'s>(
    script: &'s Script<'_>,
    base_without: impl Fn(&str) -> Option<String>,
) -> Option<(Command<'s>, String)> {
    // `busybox wget` is a part of busybox.
    let in_busybox = |it: Command<'_>| it.wrapper().and_then(Command::program) == Some("busybox");
    let mut first = None;
    if script.status != Status::Parsed {
        return None;
    }
    for call in script.commands() {
        let name = call.name().filter(|it| is_check_tool(it));
        let Some(name) = name.filter(|_| !in_busybox(call)) else {
            continue;
        };
        let base = base_without(name)?;
        first.get_or_insert((call, base));
    }
    first
}

/// The base of a stage, if its image surely holds no shell.
pub(super) fn without_shell(file: &File<'_>, stage: &Stage<'_>) -> Option<String> {
    let base = base_where(file, stage, is_bare)?;
    let mut done = done_in(file, stage);
    (!done.any(|it| brings_shell(it, file))).then_some(base)
}

/// The base of a stage, if its image surely lacks a program.
pub(super) fn without(file: &File<'_>, stage: &Stage<'_>, program: &str) -> Option<String> {
    let base = base_where(file, stage, |image| image.lacks(program))?;
    let mut done = done_in(file, stage);
    (!done.any(|it| may_bring(it, program, file))).then_some(base)
}

fn is_bare(image: &KnownImage<'_>) -> bool {
    image.has_no_shell()
}

/// The image at the root of a stage as it is written, if it is empty or something is true of it.
fn base_where(
    file: &File<'_>,
    stage: &Stage<'_>,
    fits: impl Fn(&KnownImage<'_>) -> bool,
) -> Option<String> {
    let root = file.document.model.chain(stage.index).last()?;
    let text = image_text(&root.value);
    let is_fit = root.base == Base::Scratch || fits(&KnownImage::read(&text));
    let written = root.image.as_deref().unwrap_or_default();
    let shown = root.value.known().unwrap_or(written);
    is_fit.then(|| shown.to_owned())
}

/// The instructions that make up the image of a stage, its own first.
pub(super) fn done_in<'f, 's>(
    file: &'f File<'s>,
    stage: &Stage<'_>,
) -> impl Iterator<Item = &'f Instruction<'s>> + use<'f, 's> {
    let tree = &file.document.tree;
    let chain = file.document.model.chain(stage.index);
    let part = move |stage: &Stage<'_>| tree.instructions.get(stage.instructions.clone());
    chain.filter_map(part).flatten()
}

/// True if one of these texts stands in an instruction or its here-documents.
pub(super) fn stands_in(it: &Instruction<'_>, texts: &[&str], file: &File<'_>) -> bool {
    let found = |text: &str| texts.iter().any(|wanted| text.contains(wanted));
    let mut bodies = it.trigger().heredocs.iter();
    found(it.text.as_str()) || bodies.any(|heredoc| found(heredoc.body.of(file.document.tree.text)))
}

/// The scripts of an instruction.
pub(super) fn scripts_of<'f, 's>(it: &Instruction<'s>, file: &'f File<'s>) -> &'f [Script<'s>] {
    file.facts.scripts(&file.document, it)
}

/// True if a shell may come with the instruction. Who runs something surely has one.
fn brings_shell(it: &Instruction<'_>, file: &File<'_>) -> bool {
    let (copy, adds) = match &it.kind {
        Kind::Run(_) | Kind::Shell(_) => return true,
        Kind::Copy(copy) => (copy, false),
        Kind::Add(add) => (add, true),
        _ => return false,
    };
    let Some(target) = copy.destination.as_deref() else {
        return true;
    };
    let workdir = file.document.model.state(it.index).workdir;
    let at_root = workdir.is_none() || target.starts_with('/');
    let folder = target.trim_end_matches(['/', '.']);
    let system = matches!(
        folder,
        "" | "/bin" | "/sbin" | "/usr" | "/usr/bin" | "bin" | "usr"
    );
    let marks = [
        "bin/sh", "bash", "busybox", "rootfs", "toybox", ".tar", ".tgz", ".txz", "$",
    ];
    let named = |text: &str| marks.iter().any(|mark| text.contains(mark));
    let archive = adds && copy.sources.iter().any(|source| source.word.contains('*'));
    (at_root && system)
        || named(target)
        || archive
        || copy.sources.iter().any(|source| named(&source.word))
}

/// True if the instruction names the program, or does something of which nobody knows what it
/// installs.
fn may_bring<'s>(it: &Instruction<'s>, program: &str, file: &File<'s>) -> bool {
    let marks = install_marks(&program);
    match &it.kind {
        Kind::Run(_) => {
            let scripts = scripts_of(it, file);
            let open = scripts.iter().any(|script| script.status != Status::Parsed);
            let mut commands = scripts.iter().flat_map(Script::commands);
            stands_in(it, marks, file) || open || commands.any(is_unknown)
        }
        Kind::Copy(copy) | Kind::Add(copy) => {
            let target = copy.destination.as_deref().unwrap_or_default();
            let mut sources = copy.sources.iter();
            let tree = it.flag("from").is_some() || matches!(it.kind, Kind::Add(_));
            let folder = target.trim_end_matches(['/', '.']);
            let wide = folder.is_empty() || folder.ends_with("/usr") || folder.ends_with("bin");
            (tree && wide)
                || target.contains(program)
                || sources.any(|source| source.word.contains(program))
                || stands_in(it, &["busybox"], file)
        }
        _ => false,
    }
}

/// True for a command that may install anything: a script, a list of packages in a variable.
pub(super) fn is_unknown(command: Command<'_>) -> bool {
    let scripts = [
        "sh", "bash", "ash", "dash", "source", ".", "eval", "make", "xargs", "dpkg",
    ];
    match command.name() {
        None => true,
        Some(name) if name.contains('/') => !name.contains("bin/") || has_ending(name, &[".sh"]),
        Some(name) if scripts.contains(&name) || name.contains("ansible") => true,
        Some(_) => PackageCall::read(command)
            .is_some_and(|call| call.installs() && call.packages().any(Word::is_dynamic)),
    }
}
