//! What the build of a service installs, and what mounts make of it.

use crate::compose::mount::{Mount, MountKind, OptionKind};
use crate::compose::value::{Place, Value};
use crate::dockerfile::ast::Kind;
use crate::facts::{ADDUSER, Restore, USERADD};
use crate::shell::{Arguments, Command, Status};
use crate::text::{Span, offset};

use super::compose_values::{flag, known};
use super::image_contents::is_unknown;
use super::{BuiltService, ComposeCx};

/// A folder that a command fills with dependencies.
#[derive(Clone, Debug)]
pub struct Installed {
    /// The folder in the image.
    pub folder: String,
    /// The words of the command that make it one: `npm ci`.
    pub name: String,
    /// The command.
    pub span: Span,
}

impl BuiltService<'_, '_> {
    /// The folders of the image into which commands load what the project depends on.
    pub fn installed_folders(&self) -> Vec<Installed> {
        let mut found = Vec::new();
        for it in self.image_instructions() {
            let is_read = |it: &crate::shell::Script<'_>| it.status == Status::Parsed;
            if !matches!(it.kind, Kind::Run(_)) || !self.scripts_of(it).iter().all(is_read) {
                continue;
            }
            // What is moved afterwards lies elsewhere.
            let moves = |it: Command<'_>| matches!(it.program(), Some("cd" | "mv" | "pushd"));
            if self.commands_of(it).any(moves) {
                continue;
            }
            let Some(workdir) = self.workdir_at(it) else {
                continue;
            };
            for restore in self.commands_of(it).filter_map(Restore::read) {
                if let Some(folder) = restore.folder() {
                    found.push(Installed {
                        folder: format!("{}/{folder}", workdir.trim_end_matches('/')),
                        span: restore.command.span(),
                        name: restore.name,
                    });
                }
            }
        }
        found
    }
}

/// True for a command that may do or install anything.
pub fn installs_unknown(command: Command<'_>) -> bool {
    is_unknown(command)
}

/// The name of the user that a command creates.
pub fn created_user(command: Command<'_>) -> Option<&str> {
    let syntax = match command.program()? {
        "useradd" => USERADD,
        "adduser" => ADDUSER,
        _ => return None,
    };
    let args = Arguments::read(command, &syntax);
    match args.operands.as_slice() {
        // With two words, `adduser` adds a user to a group.
        [only] if !args.is_open => only.text(),
        _ => None,
    }
}

/// The source of a mount of the host, if it is one and known.
pub fn bind_source(item: &Value<'_>, cx: &ComposeCx<'_, '_>) -> Option<String> {
    if let Some(text) = item.text() {
        let expanded = cx.expanded(text);
        let mount = Mount::parse(expanded.all()).ok()?;
        return mount
            .source
            .filter(|_| mount.kind == MountKind::Bind)?
            .value;
    }
    let is_bind = item.get("type").and_then(Value::literal) == Some("bind");
    let source = known(item.get("source")?, cx)?.into_owned();
    is_bind.then_some(source)
}

/// The name of the volume of a mount, if it has one and is filled from the image.
pub fn filled_volume(item: &Value<'_>, cx: &ComposeCx<'_, '_>) -> Option<String> {
    if let Some(text) = item.text() {
        let expanded = cx.expanded(text);
        let mount = Mount::parse(expanded.all()).ok()?;
        let mut options = mount.options.iter().flatten();
        let stays_empty = options.any(|it| it.kind == Some(OptionKind::NoCopy));
        let is_volume = mount.kind == MountKind::Volume && !stays_empty;
        return mount.source.filter(|_| is_volume)?.value;
    }
    let is_volume = item.get("type").and_then(Value::literal) == Some("volume");
    let nocopy = item.at(&["volume", "nocopy"]).map(|it| flag(it, cx));
    let name = known(item.get("source")?, cx)?.into_owned();
    (is_volume && matches!(nocopy, None | Some(Some(false)))).then_some(name)
}

/// The start of the line behind a place.
pub fn line_behind(place: Place, cx: &ComposeCx<'_, '_>) -> Option<u32> {
    let text = cx.file(place)?.tree.text;
    let end = place.span.end as usize;
    let rest = text.get(end..)?;
    Some(offset(end + rest.find('\n')? + 1))
}
