//! The linter: a configuration made ready, and the check of files.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::config::Config;
use crate::dockerfile::BuildInputs;
use crate::finding::{Finding, Severity};
use crate::project::{Host, NoHost};
use crate::rule::{BuiltService, Cx, File, Settings, inline_dockerfiles};
use crate::rules;
use crate::text::{Language, Source, Span};

use super::checks::Switches;
use super::plan::Plan;
use super::suppress::Comments;
use super::suppress_yaml::Suppressed;
use super::workspace::{BuildUse, Workspace};
use super::{compose, suppress, suppress_yaml, walk};

/// A configuration made ready to check files.
#[derive(Debug)]
pub struct Linter {
    plan: Plan,
    settings: Settings,
    comments: Comments,
}

impl Linter {
    /// Sorts out which rules run on what.
    pub fn new(config: &Config) -> Self {
        Self {
            plan: Plan::new(config),
            settings: config.settings(),
            comments: if config.inline_ignores.value {
                Comments::Count
            } else {
                Comments::Ignored
            },
        }
    }

    /// Checks one text as if nothing were around it. `index` is its number among the texts of a
    /// report; findings come sorted by place. Rules that need other files find nothing.
    pub fn check(&self, source: &Source, index: usize) -> Vec<Finding> {
        if source.language() == Language::Dockerfile {
            return self.dockerfile(source, index, &NoHost, None);
        }
        let workspace = Workspace::alone(std::slice::from_ref(source));
        let mut findings = self.compose(&workspace, 0).findings;
        for finding in &mut findings {
            finding.file = index;
        }
        findings
    }

    /// Checks one of the texts of a workspace. A Compose file is checked with what it extends and
    /// includes, and so findings may lie in other files; they come sorted by file and place.
    pub fn check_in(&self, workspace: &Workspace<'_>, index: usize) -> Vec<Finding> {
        self.check_one(workspace, index).findings
    }

    fn check_one(&self, workspace: &Workspace<'_>, index: usize) -> Suppressed {
        match workspace.sources().get(index) {
            Some(source) if source.language() == Language::Dockerfile => {
                Suppressed::none(self.built(workspace, source, index))
            }
            Some(_) if workspace.is_checked_elsewhere(index) => Suppressed::default(),
            Some(_) => self.compose(workspace, index),
            None => Suppressed::default(),
        }
    }

    fn compose(&self, workspace: &Workspace<'_>, index: usize) -> Suppressed {
        let project = workspace.project(index);
        project.map_or_else(Suppressed::default, |project| {
            let builds = project.builds();
            let inline = inline_dockerfiles(&project, &builds);
            let builds = BuiltService::all(builds, &project, workspace, &inline);
            let (plan, settings) = (&self.plan, &self.settings);
            let mut findings = compose::check(plan, settings, &project, workspace, &builds);
            findings.extend(self.embedded(&project, &builds, workspace.host()));
            if self.comments == Comments::Ignored {
                return Suppressed::none(findings);
            }
            let mut left = suppress_yaml::suppress(findings, &self.plan, &project);
            left.findings.sort_by(compose::in_order);
            left
        })
    }

    /// What is found in a Dockerfile, in any of the builds that services make of it.
    fn built(&self, workspace: &Workspace<'_>, source: &Source, index: usize) -> Vec<Finding> {
        let (host, builds) = (workspace.host(), workspace.builds(index));
        if builds.is_empty() {
            return self.dockerfile(source, index, host, None);
        }
        let mut all: Vec<Finding> = builds
            .iter()
            .flat_map(|build| self.dockerfile(source, index, host, Some(build)))
            .collect();
        all.sort_by(compose::in_order);
        all.dedup_by(|next, kept| (next.span, next.code) == (kept.span, kept.code));
        all
    }

    /// What is found in a Dockerfile, in the build that a service makes of it.
    pub(super) fn dockerfile(
        &self,
        source: &Source,
        index: usize,
        host: &dyn Host,
        build: Option<&BuildUse>,
    ) -> Vec<Finding> {
        let inputs = self.inputs(build);
        let context = build.and_then(|it| it.context.as_deref());
        let context = context.or(self.settings.context.as_deref());
        let file = File::read(index, source, &inputs, host, context);
        let Some(first) = rules::all().next() else {
            return Vec::new();
        };
        let mut cx = Cx::new(&file, &self.settings, first);
        walk::walk(&self.plan, &file, &mut cx);
        let mut findings = cx.into_findings();
        let switches = Switches::read(&file, &inputs);
        switches.drop_idle(&mut findings, &self.plan, &file);
        drop_replaced(&mut findings);
        let mut findings =
            suppress::suppress(findings, &self.plan, &file, &switches, self.comments);
        switches.raise(&mut findings, &self.plan);
        findings.sort_by(compose::in_order);
        findings.dedup();
        findings
    }

    /// What a build is given: by the service, else by the configuration.
    fn inputs(&self, build: Option<&BuildUse>) -> Cow<'_, BuildInputs> {
        let Some(build) = build else {
            return Cow::Borrowed(&self.settings.build);
        };
        let mut inputs = self.settings.build.clone();
        inputs.args.extend(build.inputs.args.clone());
        inputs.contexts.clone_from(&build.inputs.contexts);
        if build.inputs.target.is_some() {
            inputs.target.clone_from(&build.inputs.target);
        }
        Cow::Owned(inputs)
    }

    /// Rules and their settings.
    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Checks one file; a fault of this program becomes a finding instead of the end of the run.
    fn check_guarded(&self, workspace: &Workspace<'_>, index: usize) -> Suppressed {
        let check = std::panic::AssertUnwindSafe(|| self.check_one(workspace, index));
        std::panic::catch_unwind(check).unwrap_or_else(|_| {
            let message = "this file could not be checked because of a fault in plimsoll";
            let mut finding = Finding::new("DX0001", Severity::Error, index, Span::at(0), message);
            finding.help("report it with a file that shows it");
            Suppressed::none(vec![finding])
        })
    }
}

/// Drops what a general rule says where a finding of another one replaces it.
pub(super) fn drop_replaced(findings: &mut Vec<Finding>) {
    let mut replaced: HashMap<_, Vec<Span>> = HashMap::new();
    for it in findings.iter() {
        if let Some(code) = it.replaces {
            replaced.entry((code, it.file)).or_default().push(it.span);
        }
    }
    if !replaced.is_empty() {
        findings.retain(|it| {
            let spans = replaced.get(&(it.code, it.file));
            !spans.is_some_and(|spans| spans.iter().any(|span| span.overlaps(it.span)))
        });
    }
}

/// Checks the texts of a workspace, each with the linter at its number, on `threads` threads.
/// `done` is called for each finished one. The findings come in the order of the texts, sorted by
/// place within each; neither depends on the number of threads.
pub fn check_all(
    workspace: &Workspace<'_>,
    linters: &[&Linter],
    threads: usize,
    done: &(dyn Fn() + Sync),
) -> Vec<Finding> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut results = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(linter) = linters.get(index) else {
                return results;
            };
            results.push((index, linter.check_guarded(workspace, index)));
            done();
        }
    };
    let threads = threads.clamp(1, linters.len().max(1));
    let mut results = if threads == 1 {
        work()
    } else {
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            workers
                .into_iter()
                .flat_map(|worker| worker.join().unwrap_or_default())
                .collect()
        })
    };
    results.sort_by_key(|(index, _)| *index);
    let (mut findings, mut useful) = (Vec::new(), Vec::new());
    for (_, checked) in results {
        findings.extend(checked.findings);
        useful.extend(checked.useful);
    }
    suppress_yaml::drop_useful(&mut findings, &useful);
    // A file that several projects share is looked at for each of them.
    findings.sort_by(compose::in_order);
    findings.dedup_by(|next, kept| compose::is_same(next, kept));
    findings
}
