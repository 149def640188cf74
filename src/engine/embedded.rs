//! Programs in other languages that stand in Compose files: Dockerfiles and shell scripts.

use crate::compose::model::services;
use crate::compose::value::Place;
use crate::finding::{Edit, Finding, Fix};
use crate::project::builds::Recipe;
use crate::project::compose::Project;
use crate::project::{Embedded, Host};
use crate::rule::{BuiltService, ServiceScript, service_scripts, shell_of_image};
use crate::shell::{self, Dialect};
use crate::text::{Span, offset};
use crate::yaml::{Kind, Style};

use super::compose::{in_order, is_same};
use super::linter::Linter;
use super::walk::message;
use super::workspace::BuildUse;

impl Linter {
    /// What is found in the Dockerfiles and scripts inside the files of a project.
    pub(super) fn embedded(
        &self,
        project: &Project<'_>,
        builds: &[BuiltService<'_, '_>],
        host: &dyn Host,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        for built in builds {
            self.inline(project, built, host, &mut findings);
        }
        self.scripts(project, builds, &mut findings);
        findings.sort_by(in_order);
        // What stands behind an anchor is seen once for each of its users.
        findings.dedup_by(|next, kept| is_same(next, kept));
        findings
    }

    /// `dockerfile_inline`.
    fn inline(
        &self,
        project: &Project<'_>,
        built: &BuiltService<'_, '_>,
        host: &dyn Host,
        findings: &mut Vec<Finding>,
    ) {
        let (Recipe::Inline(value), Some(file), Some(text)) =
            (&built.plan.recipe, &built.file, built.inline())
        else {
            return;
        };
        let build = BuildUse::of(&built.plan);
        let indent = indent(project, value.place);
        let found = self.dockerfile(file.source, file.index, host, Some(&build));
        let moved = |it| moved(it, text, indent.as_deref());
        findings.extend(found.into_iter().filter_map(moved));
    }

    /// `command`, `healthcheck` and their like, where a shell runs them.
    fn scripts(
        &self,
        project: &Project<'_>,
        builds: &[BuiltService<'_, '_>],
        findings: &mut Vec<Finding>,
    ) {
        let Some(linter) = &self.plan().shell_linter else {
            return;
        };
        // Both come in the same order.
        let mut builds = builds.iter().peekable();
        for service in services(&project.root) {
            let built = builds.next_if(|it| it.name() == service.name);
            let shell = match (built, service.literal("image")) {
                (Some(built), _) => built.shell(),
                (None, Some(image)) => Some(shell_of_image(image)),
                (None, None) => Some(Dialect::Sh),
            };
            for found in service_scripts(project, service, shell) {
                self.remarks(linter, &found, findings);
            }
        }
    }

    fn remarks(
        &self,
        linter: &shell::Linter,
        found: &ServiceScript<'_>,
        findings: &mut Vec<Finding>,
    ) {
        let script = &found.script;
        if linter.is_silent_on(script) {
            return;
        }
        // What is too long for the linter in a line of a Compose file is no mistake of its own.
        let remarks = linter.check(script).unwrap_or_default();
        for remark in remarks.iter().filter(|it| !found.text.is_open(it.range)) {
            let Some(active) = self.plan().remark(remark.code) else {
                continue;
            };
            let text = remark.range.of(script.text.as_str());
            let message = message(&remark.message, active.rule, text);
            findings.push(Finding::new(
                active.rule.meta.code,
                active.severity,
                found.file,
                script.text.span(remark.range),
                message,
            ));
        }
    }
}

/// The blanks in front of each line of a literal block scalar; none for other scalars.
fn indent(project: &Project<'_>, place: Place) -> Option<String> {
    let file = project.file(place)?;
    let Kind::Scalar(scalar) = &file.tree.node(place.node).kind else {
        return None;
    };
    if scalar.style != Style::Literal {
        return None;
    }
    let first = file.tree.mapped(place.node).offset(0);
    let before = Span::new(0, first).of(file.text.text());
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.bytes().all(|it| it == b' ').then(|| line.to_owned())
}

/// A finding in an embedded text as one in the file around it. None where a variable has a part
/// in it.
fn moved(mut it: Finding, text: &Embedded<'_>, indent: Option<&str>) -> Option<Finding> {
    if text.is_open_at(it.span) {
        return None;
    }
    it.span = text.place(it.span);
    for label in &mut it.labels {
        label.span = text.place(label.span);
    }
    let fixes = std::mem::take(&mut it.fixes);
    if let Some(indent) = indent {
        it.fixes = fixes
            .into_iter()
            .filter_map(|fix| moved_fix(fix, text, indent))
            .collect();
    }
    Some(it)
}

fn moved_fix(mut fix: Fix, text: &Embedded<'_>, indent: &str) -> Option<Fix> {
    for edit in &mut fix.edits {
        *edit = moved_edit(edit, text, indent)?;
    }
    Some(fix)
}

/// An edit of the text of a literal block as one of the file: new lines are indented, dollars are
/// doubled.
fn moved_edit(edit: &Edit, text: &Embedded<'_>, indent: &str) -> Option<Edit> {
    if text.is_open_at(edit.span) {
        return None;
    }
    let whole = text.text.as_str();
    let before = whole.get(..edit.span.start as usize)?;
    let at_line = before.is_empty() || before.ends_with('\n');
    let mut span = text.place(edit.span);
    let new = edit.text.replace('$', "$$");
    let new = if at_line && edit.span.of(whole).ends_with('\n') {
        // Whole lines go, with what indents them.
        span.start = span.start.saturating_sub(offset(indent.len()));
        let lines = new.split_inclusive('\n');
        lines.flat_map(|line| [indent, line]).collect()
    } else {
        new.replace('\n', &format!("\n{indent}"))
    };
    let mut moved = edit.clone();
    moved.span = span;
    moved.text = new;
    Some(moved)
}
