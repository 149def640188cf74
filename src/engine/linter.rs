//! The linter: a configuration made ready, and the check of files.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::config::Config;
use crate::dockerfile;
use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::project::{Host, NoHost, Surroundings};
use crate::rule::{Cx, File, Settings};
use crate::rules;
use crate::text::{Language, Source, Span};

use super::checks::Switches;
use super::plan::Plan;
use super::suppress::Comments;
use super::{suppress, walk};

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

    /// Checks one file. `index` is its number among the files of a report; findings come sorted by
    /// place. Rules that need other files find nothing.
    pub fn check(&self, source: &Source, index: usize) -> Vec<Finding> {
        self.check_in(source, index, &NoHost)
    }

    /// Checks one file of a project. Its name is the path by which `host` knows it.
    pub fn check_in(&self, source: &Source, index: usize, host: &dyn Host) -> Vec<Finding> {
        let mut findings = match source.language() {
            Language::Dockerfile => self.dockerfile(source, index, host),
            // Compose files are recognised, but no rule looks at them yet.
            Language::Compose => Vec::new(),
        };
        findings.sort_by(|a, b| {
            let key = |it: &Finding| (it.span.start, it.span.end, it.code);
            key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
        });
        findings.dedup();
        findings
    }

    fn dockerfile(&self, source: &Source, index: usize, host: &dyn Host) -> Vec<Finding> {
        let document = dockerfile::read_for(source, &self.settings.build);
        let facts = Facts::new(&document);
        let context = self.settings.context.as_deref();
        let file = File {
            index,
            source,
            document,
            facts,
            surroundings: Surroundings::new(host, source.name(), context),
        };
        let Some(first) = rules::all().next() else {
            return Vec::new();
        };
        let mut cx = Cx::new(&file, &self.settings, first);
        walk::walk(&self.plan, &file, &mut cx);
        let mut findings = cx.into_findings();
        let switches = Switches::read(&file, &self.settings.build);
        switches.drop_idle(&mut findings, &self.plan, &file);
        drop_replaced(&mut findings);
        let mut findings =
            suppress::suppress(findings, &self.plan, &file, &switches, self.comments);
        switches.raise(&mut findings, &self.plan);
        findings
    }

    /// Checks one file; a fault of this program becomes a finding instead of the end of the run.
    fn check_guarded(&self, source: &Source, index: usize, host: &dyn Host) -> Vec<Finding> {
        let check = std::panic::AssertUnwindSafe(|| self.check_in(source, index, host));
        std::panic::catch_unwind(check).unwrap_or_else(|_| {
            let message = "this file could not be checked because of a fault in plimsoll";
            let mut finding = Finding::new("DX0001", Severity::Error, index, Span::at(0), message);
            finding.help("report it with a file that shows it");
            vec![finding]
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

/// Checks files of a project, each with its own linter, on `threads` threads. `done` is called for
/// each finished file. The findings come in the order of the files, sorted by place within each;
/// neither depends on the number of threads.
pub fn check_all(
    jobs: &[(&Source, &Linter)],
    host: &dyn Host,
    threads: usize,
    done: &(dyn Fn() + Sync),
) -> Vec<Finding> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut results = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some((source, linter)) = jobs.get(index) else {
                return results;
            };
            results.push((index, linter.check_guarded(source, index, host)));
            done();
        }
    };
    let threads = threads.clamp(1, jobs.len().max(1));
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
    results
        .into_iter()
        .flat_map(|(_, findings)| findings)
        .collect()
}
