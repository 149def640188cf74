//! Options of `RUN --mount`.

use crate::dockerfile::ast::Instruction;
use crate::dockerfile::directives::go_bool;
use crate::dockerfile::mount::{Mount, MountField, MountKind};
use crate::text::{Span, Word, nearest};

use super::{Verifier, is_literal};

/// All keys, the ones that stand for another one last.
const KEYS: [&str; 18] = [
    "type",
    "from",
    "source",
    "target",
    "readonly",
    "readwrite",
    "id",
    "sharing",
    "required",
    "size",
    "mode",
    "uid",
    "gid",
    "env",
    "src",
    "dst",
    "destination",
    "ro",
];

/// Keys that may stand alone, with the keys that mean the same.
const SWITCHES: [&str; 5] = ["readonly", "ro", "readwrite", "rw", "required"];

impl<'a> Verifier<'_, 'a> {
    /// Judges one mount field by field, in the order in which Docker reads them.
    pub(super) fn mount(&mut self, it: &Instruction<'a>, mount: &Mount<'a>) {
        // `required` and `size` are judged by the type seen so far.
        let mut kind = MountKind::Bind;
        let mut type_known = true;
        let before = self.problems.len();
        for field in &mount.fields {
            let key = field.key.to_ascii_lowercase();
            let at = if field.span.is_empty() {
                mount.span
            } else {
                field.span
            };
            let Some(value) = &field.value else {
                self.bare_field(&key, field, mount, kind, at);
                continue;
            };
            if value.is_empty() && key.is_empty() {
                self.refuse("bad-mount", at, "a field of the mount is empty");
                continue;
            }
            self.expand(it, &mount.value, value);
            if !KEYS.contains(&key.as_str()) && key != "rw" {
                self.unknown_key(&key, field);
                continue;
            }
            if !is_literal(&value.text, self.file.escape) {
                type_known &= key != "type";
                continue;
            }
            if key == "type" {
                kind = MountKind::read(value);
                if kind == MountKind::Other {
                    let message = format!("`{}` is no type of mount", &**value);
                    let help = "use bind, cache, tmpfs, secret or ssh";
                    self.refuse_with("bad-mount", place(value.span, at), message, help);
                    return;
                }
            } else if type_known {
                self.field_value(&key, value, field, kind);
            }
        }
        if type_known && self.problems.len() == before {
            self.whole_mount(it, mount);
        }
    }

    fn bare_field(
        &mut self,
        key: &str,
        field: &MountField<'a>,
        mount: &Mount<'a>,
        kind: MountKind,
        at: Span,
    ) {
        if key == "required" && !matches!(kind, MountKind::Secret | MountKind::Ssh) {
            self.refuse(
                "bad-mount",
                at,
                "only secret and ssh mounts can be required",
            );
        } else if key.is_empty() {
            let message = "a field of the mount is empty";
            let help = "write the fields with single commas and no blanks between them";
            let at = if field.span.is_empty() {
                mount.span
            } else {
                at
            };
            self.refuse_with("bad-mount", at, message, help);
        } else if !SWITCHES.contains(&key) {
            if KEYS.contains(&key) {
                self.refuse("bad-mount", at, format!("`{key}` needs a value"));
            } else {
                self.unknown_key(key, field);
            }
        }
    }

    fn unknown_key(&mut self, key: &str, field: &MountField<'a>) {
        let message = format!("a mount knows no `{key}`");
        let span = place(field.key.span, field.span);
        match nearest(key, KEYS) {
            Some(similar) => {
                let help = format!("did you mean `{similar}`?");
                self.refuse_with("bad-mount", span, message, help);
            }
            None => self.refuse("bad-mount", span, message),
        }
    }

    fn field_value(
        &mut self,
        key: &str,
        value: &Word<'a>,
        field: &MountField<'a>,
        kind: MountKind,
    ) {
        let span = place(value.span, field.span);
        let secret = matches!(kind, MountKind::Secret | MountKind::Ssh);
        let owned = matches!(kind, MountKind::Cache | MountKind::Secret | MountKind::Ssh);
        let fault = match key {
            "readonly" | "ro" | "readwrite" | "rw" | "required" if go_bool(value).is_none() => {
                Some(format!("`{}` is neither true nor false", &**value))
            }
            "required" if !secret => Some("only secret and ssh mounts can be required".to_owned()),
            "size" if kind != MountKind::Tmpfs => Some("only a tmpfs mount has a size".to_owned()),
            "size" if !is_size(value) => Some(format!("`{}` is no size", &**value)),
            "sharing" if kind != MountKind::Cache => {
                Some("only a cache mount can be shared".to_owned())
            }
            "sharing" if !is_sharing(value) => {
                Some("`sharing` is one of shared, private and locked".to_owned())
            }
            "mode" | "uid" | "gid" if !owned => {
                Some(format!("only cache, secret and ssh mounts have a `{key}`"))
            }
            "mode" if u32::from_str_radix(value, 8).is_err() => {
                Some(format!("`{}` is no octal mode", &**value))
            }
            "uid" | "gid" if value.parse::<u32>().is_err() => {
                Some(format!("`{}` is no numeric id", &**value))
            }
            _ => None,
        };
        if let Some(message) = fault {
            self.refuse("bad-mount", span, message);
        }
    }

    /// What only the fields together tell.
    fn whole_mount(&mut self, it: &Instruction<'a>, mount: &Mount<'a>) {
        let source = mount.field(&["source", "src"]);
        let id = mount.field(&["id"]);
        match mount.kind() {
            MountKind::Secret => {
                if let Some(from) = mount.field(&["from"]) {
                    self.refuse("bad-mount", from.span, "a secret mount has no `from`");
                }
                if let (Some(source), Some(_)) = (source, id) {
                    let message = "a secret mount takes `id` or `source`, not both";
                    self.refuse("bad-mount", source.span, message);
                }
                if source.is_none() && id.is_none() && mount.target().is_none() {
                    let message = "a secret mount needs an `id`";
                    self.refuse("bad-mount", mount.span, message);
                }
            }
            MountKind::Ssh => {
                if let Some(source) = source {
                    self.refuse("bad-mount", source.span, "an ssh mount has no `source`");
                }
            }
            MountKind::Bind | MountKind::Cache | MountKind::Tmpfs => self.root_target(it, mount),
            MountKind::Other => {}
        }
    }

    /// Nothing can be mounted over the root folder, which is the target where none is given and no
    /// WORKDIR is in force.
    fn root_target(&mut self, it: &Instruction<'a>, mount: &Mount<'a>) {
        let target = mount.target();
        let rooted = if let Some(target) = target {
            let literal = is_literal(&target.text, self.file.escape);
            let cleaned = target.trim_matches('/');
            literal && target.starts_with('/') && matches!(cleaned, "" | ".")
        } else {
            // A base image may set the folder.
            let state = self.model.state(it.index);
            let scratch = state.stage.is_some_and(|stage| self.is_from_scratch(stage));
            state.workdir.is_none() && scratch
        };
        if rooted {
            let span = target.map_or(mount.span, |target| target.span);
            let help = "give the mount a `target`";
            self.refuse_with(
                "bad-mount",
                span,
                "a mount cannot cover the root folder",
                help,
            );
        }
    }
}

/// The place of a value, or of what holds it if it is empty.
fn place(span: Span, holder: Span) -> Span {
    if span.is_empty() { holder } else { span }
}

/// A number of bytes with an optional binary unit, as in `10m` or `1.5g`.
fn is_size(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let number = lower.trim_end_matches('b').trim_end_matches('i');
    let number = number
        .trim_end_matches(['k', 'm', 'g', 't', 'p'])
        .trim_end();
    !number.is_empty() && number.parse::<f64>().is_ok_and(|size| size >= 0.0)
}

fn is_sharing(text: &str) -> bool {
    ["shared", "private", "locked"]
        .iter()
        .any(|known| text.eq_ignore_ascii_case(known))
}
