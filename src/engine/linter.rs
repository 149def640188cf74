//! The linter: a configuration made ready, and the check of files.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::config::Config;
use crate::dockerfile;
use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::project::compose::Project;
use crate::rule::{Cx, File, Settings};
use crate::rules;
use crate::text::{Language, Source, Span};

use super::plan::Plan;
use super::suppress_yaml::Suppressed;
use super::workspace::Workspace;
use super::{compose, suppress, suppress_yaml, walk};

/// A configuration made ready to check files.
#[derive(Debug)]
pub struct Linter {
    plan: Plan,
    settings: Settings,
    inline_ignores: bool,
}

impl Linter {
    /// Sorts out which rules run on what.
    pub fn new(config: &Config) -> Self {
        Self {
            plan: Plan::new(config),
            settings: config.settings(),
            inline_ignores: config.inline_ignores.value,
        }
    }

    /// Checks one file. `index` is its number among the files of a report; findings come sorted by
    /// place.
    pub fn check(&self, source: &Source, index: usize) -> Vec<Finding> {
        let mut findings = match source.language() {
            Language::Dockerfile => self.dockerfile(source, index),
            Language::Compose => {
                let workspace = Workspace::alone(std::slice::from_ref(source));
                let mut findings = self.compose(&workspace, 0).findings;
                for finding in &mut findings {
                    finding.file = index;
                }
                findings
            }
        };
        findings.sort_by(|a, b| {
            let key = |it: &Finding| (it.span.start, it.span.end, it.code);
            key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
        });
        findings.dedup();
        findings
    }

    /// Checks one of the texts of a workspace. A Compose file is checked with what it extends and
    /// includes, and so findings may lie in other files; they come sorted by file and place.
    pub fn check_in(&self, workspace: &Workspace<'_>, index: usize) -> Vec<Finding> {
        self.check_one(workspace, index).findings
    }

    fn check_one(&self, workspace: &Workspace<'_>, index: usize) -> Suppressed {
        match workspace.sources().get(index) {
            Some(source) if source.language() == Language::Compose => {
                self.compose(workspace, index)
            }
            Some(source) => Suppressed::none(self.check(source, index)),
            None => Suppressed::default(),
        }
    }

    fn compose(&self, workspace: &Workspace<'_>, index: usize) -> Suppressed {
        let path = workspace
            .sources()
            .get(index)
            .map(|it| Path::new(it.name()));
        let project = path.and_then(|path| Project::load(path, workspace));
        project.map_or_else(Suppressed::default, |project| {
            let findings = compose::check(&self.plan, &self.settings, &project);
            if !self.inline_ignores {
                return Suppressed::none(findings);
            }
            let mut left = suppress_yaml::suppress(findings, &self.plan, &project);
            left.findings.sort_by(compose::in_order);
            left
        })
    }

    fn dockerfile(&self, source: &Source, index: usize) -> Vec<Finding> {
        let document = dockerfile::read(source);
        let facts = Facts::new(&document);
        let file = File {
            index,
            source,
            document,
            facts,
        };
        let Some(first) = rules::all().next() else {
            return Vec::new();
        };
        let mut cx = Cx::new(&file, &self.settings, first);
        walk::walk(&self.plan, &file, &mut cx);
        let mut findings = cx.into_findings();
        drop_replaced(&mut findings);
        if self.inline_ignores {
            suppress::suppress(findings, &self.plan, &file)
        } else {
            findings
        }
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
fn drop_replaced(findings: &mut Vec<Finding>) {
    let replaced: Vec<_> = findings
        .iter()
        .filter_map(|it| Some((it.replaces?, it.span)))
        .collect();
    if !replaced.is_empty() {
        let is_replaced = |it: &Finding| {
            replaced
                .iter()
                .any(|(code, span)| *code == it.code && span.overlaps(it.span))
        };
        findings.retain(|it| !is_replaced(it));
    }
}

/// Checks the texts of a workspace, each with the linter at its number, on `threads` threads. `done`
/// is called for each finished one. The findings come in the order of the texts, sorted by place
/// within each; neither depends on the number of threads.
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
