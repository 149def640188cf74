//! Documents that have to do with each other, checked together.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use lsp_types::{Diagnostic, DiagnosticSeverity, PublishDiagnosticsParams, Range, Uri};
use plimsoll::engine::{Linter, Workspace, check_all};
use plimsoll::finding::Finding;
use plimsoll::lsp::{Publisher, SOURCE};
use plimsoll::project::NoHost;
use plimsoll::text::{Language, Source};

use crate::cli::Failure;
use crate::cli::files::Files;
use crate::cli::reach::{self, Around};

use super::documents::{Documents, Found};
use super::uri;

/// The name of a document that is no file.
const NAMELESS: &str = "-";

impl Documents {
    /// Checks what is out of date. Gives what is to be shown.
    pub(super) fn check(&mut self) -> Vec<PublishDiagnosticsParams> {
        let mut shown = Vec::new();
        while let Some(key) = self.stale.pop_first() {
            let group = self.group(&key);
            self.stale.retain(|key| !group.contains(key));
            shown.extend(self.check_group(&group));
        }
        shown
    }

    /// A document with all that lead to it, and all that it leads to, and so on.
    fn group(&mut self, key: &str) -> BTreeSet<String> {
        let mut group = BTreeSet::from([key.to_owned()]);
        let mut new = vec![key.to_owned()];
        while let Some(key) = new.pop() {
            let before = self.neighbours(&key);
            let leads = catch_unwind(AssertUnwindSafe(|| self.leads(&key)));
            if let Some(document) = self.open.get_mut(&key) {
                document.leads = leads.unwrap_or_default();
            }
            let now = self.neighbours(&key);
            // What it no longer leads to is on its own again.
            self.stale.extend(before);
            for key in now {
                if group.insert(key.clone()) {
                    new.push(key);
                }
            }
        }
        group
    }

    fn neighbours(&self, key: &str) -> Vec<String> {
        let Some(document) = self.open.get(key) else {
            return Vec::new();
        };
        let others = self.open.iter().filter(|(it, _)| *it != key);
        let near = others.filter(|(_, other)| other.is_beside(document));
        near.map(|(key, _)| key.clone()).collect()
    }

    /// The files that a Compose file leads to.
    fn leads(&self, key: &str) -> BTreeSet<PathBuf> {
        let mut files = Files::default();
        let compose = Some(Language::Compose);
        let document = self.open.get(key).filter(|it| it.language == compose);
        let Some((document, path)) = document.and_then(|it| Some((it, it.path.as_ref()?))) else {
            return BTreeSet::new();
        };
        let text = document.buffer.text();
        files.push(source(path, Language::Compose, text), path.clone());
        let around = Around {
            host: &self.overlay(),
            roots: self.roots([path.as_path()]),
            stack: &[],
            threads: 1,
        };
        let workspace = around.workspace(&files, 1);
        let wanted: Vec<_> = workspace.wanted().map(Path::to_owned).collect();
        drop(workspace);
        around.follow(&mut files, wanted);
        files.paths.into_iter().skip(1).collect()
    }

    /// The folders below which files are looked up for these.
    fn roots<'p>(&self, paths: impl IntoIterator<Item = &'p Path>) -> Vec<PathBuf> {
        let mut roots = reach::roots(paths);
        let others = self.folders.iter().filter(|it| **it != self.here);
        roots.extend(others.cloned());
        roots
    }

    fn check_group(&mut self, keys: &BTreeSet<String>) -> Vec<PublishDiagnosticsParams> {
        let mut linters = BTreeMap::new();
        let mut refused = BTreeSet::new();
        let mut shown = Vec::new();
        for key in keys {
            match self.linter_of(key) {
                Ok(Some(linter)) => {
                    linters.insert(key.as_str(), linter);
                }
                Ok(None) => {}
                Err(failure) => {
                    shown.extend(self.refuse(key, &failure));
                    refused.insert(key);
                }
            }
        }
        let (files, owners) = self.files(keys, &linters);
        let numbers: Vec<_> = linters.values().copied().collect();
        let findings = catch_unwind(AssertUnwindSafe(|| self.lint(&files, &numbers)));
        // The engine has a finding for a fault in a rule; this is for one around it.
        let findings = self.diagnose(findings.unwrap_or_default(), owners.len(), &files.sources);
        for ((source, key), findings) in files.sources.into_iter().zip(&owners).zip(findings) {
            let linter = linters
                .get(key.as_str())
                .and_then(|it| self.linters.get(*it));
            let ignorable = linter.is_none_or(|(_, config)| config.inline_ignores.value);
            if !refused.contains(key) {
                shown.extend(self.keep(key, source, findings, ignorable));
            }
        }
        shown
    }

    /// The linter for a document. None if it is not to be checked.
    fn linter_of(&mut self, key: &str) -> Result<Option<usize>, Failure> {
        let document = self.open.get(key).filter(|it| it.language.is_some());
        let Some(document) = document else {
            return Ok(None);
        };
        let Some(path) = document.path.clone() else {
            return self.linter(Path::new(NAMELESS)).map(Some);
        };
        if self.configs()?.excluded(&path)?.matches(&path, false) {
            return Ok(None);
        }
        self.linter(&path).map(Some)
    }

    /// The texts of a group: what is checked, what else of it is open, and what it leads to. With
    /// it the documents of the first ones.
    fn files(
        &self,
        keys: &BTreeSet<String>,
        linters: &BTreeMap<&str, usize>,
    ) -> (Files, Vec<String>) {
        let mut files = Files::default();
        let mut owners = Vec::new();
        let others = keys.iter().map(String::as_str);
        let others = others.filter(|it| !linters.contains_key(it));
        for key in linters.keys().copied().chain(others) {
            let Some(document) = self.open.get(key) else {
                continue;
            };
            let path = document.path.as_deref().unwrap_or(Path::new(NAMELESS));
            let language = document.language.unwrap_or(Language::Compose);
            let source = source(path, language, document.buffer.text());
            files.push(source, path.to_owned());
            owners.push(key.to_owned());
        }
        let host = self.overlay();
        let leads = keys.iter().filter_map(|key| self.open.get(key));
        let leads: BTreeSet<_> = leads.flat_map(|it| &it.leads).collect();
        for path in leads {
            if !files.paths.contains(path) {
                files.read_reached(path, &host);
            }
        }
        (files, owners)
    }

    fn lint(&self, files: &Files, numbers: &[usize]) -> Vec<Finding> {
        let linters = numbers.iter().filter_map(|it| self.linters.get(*it));
        let linters: Vec<&Linter> = linters.map(|(linter, _)| linter).collect();
        let threads = available_parallelism().map_or(1, usize::from);
        let is_nameless = files.paths.iter().any(|it| it == Path::new(NAMELESS));
        if is_nameless {
            let workspace = Workspace::new(&files.sources, &NoHost, Vec::new());
            return check_all(&workspace, &linters, threads, &|| ());
        }
        let around = Around {
            host: &self.overlay(),
            roots: self.roots(files.paths.iter().map(PathBuf::as_path)),
            stack: &[],
            threads,
        };
        let workspace = around.workspace(files, linters.len());
        check_all(&workspace, &linters, threads, &|| ())
    }

    /// The findings of the first texts, each with the diagnostic for it.
    fn diagnose(
        &self,
        findings: Vec<Finding>,
        count: usize,
        sources: &[Source],
    ) -> Vec<Vec<(Finding, Diagnostic)>> {
        let publisher = Publisher {
            encoding: self.client.encoding,
            sources,
            address: &|source| self.address(source),
            related: self.client.related,
        };
        let mut all: Vec<Vec<_>> = std::iter::repeat_with(Vec::new).take(count).collect();
        for finding in findings {
            let own = all.get_mut(finding.file);
            if let (Some(own), Some(diagnostic)) = (own, publisher.diagnostic(&finding)) {
                own.push((finding, diagnostic));
            }
        }
        all
    }

    /// Keeps what was found for questions about it, and shows it.
    fn keep(
        &mut self,
        key: &str,
        source: Source,
        findings: Vec<(Finding, Diagnostic)>,
        ignorable: bool,
    ) -> Option<PublishDiagnosticsParams> {
        let diagnostics = findings.iter().map(|(_, it)| it.clone()).collect();
        let document = self.open.get_mut(key)?;
        document.found = Some(Found {
            version: document.version,
            source,
            findings,
            ignorable,
        });
        document.show(diagnostics)
    }

    /// Says in a document that it cannot be checked, and why.
    fn refuse(&mut self, key: &str, failure: &Failure) -> Option<PublishDiagnosticsParams> {
        let message = match failure {
            Failure::Usage(message) => message.clone(),
            Failure::Output(error) => error.to_string(),
        };
        let document = self.open.get_mut(key)?;
        document.found = None;
        document.show(vec![Diagnostic {
            range: Range::default(),
            severity: Some(DiagnosticSeverity::ERROR),
            source: Some(SOURCE.to_owned()),
            message: format!("nothing is checked: {message}"),
            ..Diagnostic::default()
        }])
    }

    /// The address of a text: that of the open document, else of the file.
    fn address(&self, source: &Source) -> Option<Uri> {
        let path = Path::new(source.name());
        let open = self.open.values();
        let open = open.filter(|it| it.path.as_deref() == Some(path));
        let found = open.map(|it| it.uri.clone()).next();
        found.or_else(|| uri::address(&std::path::absolute(self.here.join(path)).ok()?))
    }
}

fn source(path: &Path, language: Language, text: &str) -> Source {
    Source::new(path.display().to_string(), language, text)
}
