//! Secrets of builds: what a Dockerfile mounts, and what a service gives.

use crate::compose::model::{Reference, Service};
use crate::compose::value::Value;
use crate::dockerfile::ast::{Instruction, Kind};
use crate::dockerfile::{Mount, MountKind};
use crate::finding::{Finding, Severity};

use super::compose_values::known;
use super::{BuiltService, ComposeCx};

/// A secret or a connection of SSH that a `RUN` mounts.
#[derive(Clone, Debug)]
pub struct BuildMount<'b, 'c> {
    /// What it asks for. None if that is not known.
    pub id: Option<String>,
    /// The mount.
    pub mount: &'b Mount<'c>,
    /// The instruction; a trigger without its `ONBUILD`.
    pub instruction: &'b Instruction<'c>,
    /// The build fails without it.
    pub is_required: bool,
    /// It runs in this build, not in one that builds on it.
    pub runs: bool,
}

/// A secret that a service gives its build.
#[derive(Clone, Debug)]
pub struct GivenSecret<'c, 's> {
    /// What the Dockerfile calls it.
    pub id: String,
    /// Where the service names it.
    pub reference: Reference<'c, 's>,
}

impl<'c, 's> BuiltService<'c, 's> {
    /// What the stages that the build needs mount of one kind: secrets, or SSH. None where they
    /// are not all known.
    pub fn mounts_of(&self, kind: MountKind) -> Option<Vec<BuildMount<'_, 'c>>> {
        let model = &self.dockerfile()?.document.model;
        let mut found = Vec::new();
        for it in self.all_needed()? {
            let instruction = it.trigger();
            let Kind::Run(run) = &instruction.kind else {
                continue;
            };
            for mount in run.mounts.iter().filter(|mount| mount.kind() == kind) {
                let value = |names: &[&str]| {
                    let text = &mount.get(names)?.text;
                    Some(model.value(text, it.index).known().map(str::to_owned))
                };
                let by_name = value(&["id"]).or_else(|| value(&["source", "src"]));
                let target = value(&["target", "dst", "destination"]);
                let id = by_name.or_else(|| target.map(|it| it.map(|it| last(&it).to_owned())));
                let default = (kind == MountKind::Ssh).then(|| "default".to_owned());
                let required = mount.field(&["required"]);
                let says = |it: &str| ["", "1", "t", "true"].contains(&&*it.to_ascii_lowercase());
                found.push(BuildMount {
                    id: id.unwrap_or(default),
                    mount,
                    instruction,
                    is_required: required.is_some_and(|it| it.value.as_deref().is_none_or(says)),
                    runs: !matches!(it.kind, Kind::Onbuild(_)),
                });
            }
        }
        Some(found)
    }

    /// The secrets that the service gives its build. None where they are not all known.
    pub fn given_secrets(&self, cx: &ComposeCx<'c, 's>) -> Option<Vec<GivenSecret<'c, 's>>> {
        let Some(list) = self.plan.build.get("secrets") else {
            return Some(Vec::new());
        };
        let given = self.plan.build.secrets();
        if given.len() != list.items().len() {
            return None;
        }
        let given = given.into_iter().map(|reference| {
            let target = reference.settings.and_then(|it| it.get("target"));
            let id = match target.filter(|it| !it.is_null()) {
                Some(target) => known(target, cx)?.into_owned(),
                None => reference.name.to_owned(),
            };
            Some(GivenSecret { id, reference })
        });
        given.collect()
    }

    /// What a `RUN` runs, as it stands in the file.
    pub fn run_text(&self, it: &Instruction<'_>) -> String {
        let mut text = it.argument().text.into_owned();
        if let Some(file) = &self.file {
            for heredoc in &it.heredocs {
                text.push_str(heredoc.body.of(file.document.tree.text));
            }
        }
        text
    }

    /// True if a `RUN` reads a mounted secret without a look whether it is there.
    pub fn needs_secret(&self, it: &BuildMount<'_, '_>) -> bool {
        let (Some(id), text) = (&it.id, self.run_text(it.instruction)) else {
            return false;
        };
        let target = it.mount.target().map(|it| it.text.clone().into_owned());
        let path = target.unwrap_or_else(|| format!("/run/secrets/{id}"));
        let guards = ["[ ", "[[ ", "test ", "||", "2>", "if ", "${", "*"];
        text.contains(&path) && !guards.iter().any(|guard| text.contains(guard))
    }
}

/// The secret of a service that its containers see under a name.
pub fn running_secret<'v, 's>(service: Service<'v, 's>, id: &str) -> Option<Reference<'v, 's>> {
    service.files("secrets").into_iter().find(|it| {
        let target = it.settings.and_then(|it| it.get("target"));
        it.name == id
            || target
                .and_then(Value::literal)
                .is_some_and(|it| last(it) == id)
    })
}

/// Makes an error a warning.
pub fn only_warn(finding: &mut Finding) {
    finding.severity = finding.severity.max(Severity::Warning);
}

/// Makes a finding worth knowing and no more.
pub fn only_inform(finding: &mut Finding) {
    finding.severity = finding.severity.max(Severity::Info);
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}
