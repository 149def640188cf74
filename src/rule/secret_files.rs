//! Files with secrets that a stage copies, writes and deletes.

use std::borrow::Cow;

use crate::dockerfile::ast::{Copy, Instruction, Kind};
use crate::dockerfile::model::Stage;
use crate::dockerfile::{MountKind, SourceKind};
use crate::facts::{SecretFile, is_deleted_by, is_harmless_key, secret_file};
use crate::shell::{Arguments, Command, Redirection, Script, Syntax, Word};
use crate::text::Span;

use super::Cx;

/// A file with secrets that an instruction puts into a layer.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SecretPlace {
    /// What it is.
    pub kind: SecretFile,
    /// Its path as written.
    pub name: String,
    /// Where that stands.
    pub span: Span,
    /// It comes from the build context.
    pub is_copied: bool,
    /// Where a later instruction deletes it.
    pub deleted: Option<Span>,
    /// Its path in the image.
    path: String,
    instruction: usize,
}

/// The files with secrets in the layers of a stage. Those that the instruction that makes them
/// deletes again are not among them.
pub fn secret_places(stage: &Stage<'_>, cx: &Cx<'_, '_>) -> Vec<SecretPlace> {
    let mut places = Vec::new();
    for it in cx.instructions(stage) {
        let trigger = it.trigger();
        match &trigger.kind {
            Kind::Copy(copy) | Kind::Add(copy) if trigger.flag("from").is_none() => {
                copied(copy, it.index, cx, &mut places);
            }
            Kind::Run(_) => run(it, cx, &mut places),
            _ => {}
        }
    }
    places
}

/// Those of them that come from the build context.
pub fn copied_secrets(stage: &Stage<'_>, cx: &Cx<'_, '_>) -> Vec<SecretPlace> {
    let mut places = Vec::new();
    for it in cx.instructions(stage) {
        let trigger = it.trigger();
        if let Kind::Copy(copy) | Kind::Add(copy) = &trigger.kind
            && trigger.flag("from").is_none()
        {
            copied(copy, it.index, cx, &mut places);
        }
    }
    // Most stages copy none, and need no look at their scripts.
    if !places.is_empty() {
        places = secret_places(stage, cx);
        places.retain(|place| place.is_copied);
    }
    places
}

fn copied(copy: &Copy<'_>, instruction: usize, cx: &Cx<'_, '_>, places: &mut Vec<SecretPlace>) {
    let Some(target) = copy.destination.as_deref() else {
        return;
    };
    let to_key = (copy.sources.len() == 1 && !target.ends_with('/'))
        .then(|| secret_file(target))
        .flatten()
        .filter(|kind| *kind == SecretFile::Key);
    for source in copy.sources.iter().filter(|it| it.heredoc.is_none()) {
        let name = source.word.trim_matches(['"', '\'']);
        if SourceKind::read(name) != SourceKind::Local {
            continue;
        }
        let Some(kind) = secret_file(name).or(to_key.filter(|_| !is_harmless_key(name))) else {
            continue;
        };
        let base = name
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default();
        // Whether the target is a folder shows in its name at best.
        let is_file = !target.ends_with('/') && secret_file(target).is_some();
        let path = if is_file {
            target.to_owned()
        } else {
            format!("{}/{base}", target.trim_end_matches('/'))
        };
        places.push(SecretPlace {
            kind,
            name: name.to_owned(),
            span: source.word.span,
            is_copied: true,
            deleted: None,
            path: absolute(&path, instruction, cx),
            instruction,
        });
    }
}

fn run<'c, 's>(it: &'c Instruction<'s>, cx: &Cx<'c, 's>, places: &mut Vec<SecretPlace>) {
    let Kind::Run(run) = &it.trigger().kind else {
        return;
    };
    let mounted = |path: &str| {
        let kept = |kind| kind != MountKind::Bind && kind != MountKind::Other;
        let mut mounts = run.mounts.iter().filter(|mount| kept(mount.kind()));
        mounts.any(|mount| mount.target().is_some_and(|it| is_deleted_by(path, it)))
    };
    let mut commands: Vec<_> = cx.scripts(it).iter().flat_map(Script::commands).collect();
    commands.sort_by_key(|command| command.span().start);
    for command in commands {
        for word in deletions(command) {
            let removed = absolute(word.cooked(), it.index, cx);
            for place in places.iter_mut().filter(|place| place.deleted.is_none()) {
                if is_deleted_by(&place.path, &removed) {
                    place.deleted = Some(command.span());
                }
            }
        }
        places.retain(|place| place.instruction != it.index || place.deleted.is_none());
        for word in targets(command) {
            let path = absolute(word.cooked(), it.index, cx);
            let kind = secret_file(&path).filter(|_| !path.contains(['(', '`']));
            if let Some(kind) = kind.filter(|_| !mounted(&path)) {
                places.push(SecretPlace {
                    kind,
                    name: word.cooked().to_owned(),
                    span: word.span(),
                    is_copied: false,
                    deleted: None,
                    path,
                    instruction: it.index,
                });
            }
        }
    }
}

/// The paths that a command deletes.
fn deletions(command: Command<'_>) -> impl Iterator<Item = Word<'_>> {
    let deletes = matches!(command.program(), Some("rm" | "shred" | "unlink"));
    command
        .args()
        .filter(move |word| deletes && !word.cooked().starts_with('-'))
}

/// The files that a command writes.
fn targets(command: Command<'_>) -> Vec<Word<'_>> {
    const NONE: Syntax = Syntax {
        short: "mogtS",
        long: &["mode", "owner", "group", "suffix"],
        single_dash: false,
    };
    let redirected = command.redirections().filter(Redirection::writes);
    let mut found: Vec<_> = redirected.map(|it| it.target).collect();
    match command.program() {
        Some("tee") => found.extend(Arguments::read(command, &NONE).operands),
        Some("cp" | "mv" | "install") => {
            let operands = Arguments::read(command, &NONE).operands;
            found.extend(operands.last().filter(|_| operands.len() > 1));
        }
        _ => {}
    }
    found
}

/// A path with the working directory in front, as far as that is known.
fn absolute(path: &str, instruction: usize, cx: &Cx<'_, '_>) -> String {
    let path = path.trim_matches(['"', '\'']);
    if path.starts_with(['/', '~', '$']) {
        return path.to_owned();
    }
    let relative = path.strip_prefix("./").unwrap_or(path);
    let index = cx.model().state(instruction).workdir;
    let folder = index.and_then(|index| cx.tree().instructions.get(index));
    if let Some(Kind::Workdir(folder)) = folder.map(|it| &it.kind) {
        let folder = Cow::Owned(folder.value.to_string());
        let value = cx.model().value(&folder, instruction);
        if let Some(folder) = value.known().filter(|it| it.starts_with('/')) {
            return format!("{}/{relative}", folder.trim_end_matches('/'));
        }
    }
    relative.to_owned()
}
