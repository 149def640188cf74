//! What is open in the editor, and what was found there.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use lsp_types::{
    Diagnostic, DidChangeTextDocumentParams, DidOpenTextDocumentParams, PublishDiagnosticsParams,
    Uri,
};
use plimsoll::config::Config;
use plimsoll::engine::Linter;
use plimsoll::finding::Finding;
use plimsoll::lsp::{Buffer, Checked};
use plimsoll::text::{Language, Source};

use crate::cli::Failure;
use crate::cli::args::CheckArgs;
use crate::cli::configs::Configs;

use super::client::Client;
use super::language::language;
use super::overlay::{Overlay, short};
use super::uri;

/// All documents, and what it takes to check them.
pub(super) struct Documents {
    pub client: Client,
    args: CheckArgs,
    /// The folder from which relative paths start; empty if the editor has none open.
    pub here: PathBuf,
    /// The folders that are open in the editor.
    pub folders: Vec<PathBuf>,
    pub open: BTreeMap<String, Document>,
    /// The documents whose findings may be out of date.
    pub stale: BTreeSet<String>,
    /// None as long as the configuration was not asked for.
    pub configs: Option<Configs>,
    pub linters: Vec<(Linter, Config)>,
}

/// An open document.
pub(super) struct Document {
    pub uri: Uri,
    /// Its path; none if it is no file.
    pub path: Option<PathBuf>,
    /// None if it is nothing to check. It may be a part of something that is.
    pub language: Option<Language>,
    pub version: i32,
    pub buffer: Buffer,
    /// The files that a Compose file leads to.
    pub leads: BTreeSet<PathBuf>,
    /// What the last check found.
    pub found: Option<Found>,
    /// What was shown last, and for which version.
    shown: Option<(i32, Vec<Diagnostic>)>,
}

/// What was found in a document.
pub(super) struct Found {
    pub version: i32,
    pub source: Source,
    pub findings: Vec<(Finding, Diagnostic)>,
    /// Comments may ignore rules.
    pub ignorable: bool,
}

impl Documents {
    pub(super) fn new(args: CheckArgs) -> Self {
        Self {
            client: Client::default(),
            args,
            here: PathBuf::new(),
            folders: Vec::new(),
            open: BTreeMap::new(),
            stale: BTreeSet::new(),
            configs: None,
            linters: Vec::new(),
        }
    }

    /// Works from the first of the folders, as `plimsoll check` would there.
    pub(super) fn settle(&mut self, folders: Vec<PathBuf>) {
        if let Some(first) = folders.first()
            && std::env::set_current_dir(first).is_ok()
        {
            self.here.clone_from(first);
        }
        self.folders = folders;
    }

    pub(super) fn open(&mut self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let key = item.uri.as_str().to_owned();
        let path = uri::path(&key).map(|path| short(&path, &self.here));
        let is_new = path.as_ref().is_some_and(|path| !path.exists());
        let document = Document {
            language: language(&item.language_id, path.as_deref()),
            path,
            version: item.version,
            buffer: Buffer::new(item.text),
            leads: BTreeSet::new(),
            found: None,
            shown: None,
            uri: item.uri,
        };
        self.open.insert(key.clone(), document);
        self.touch(&key);
        if is_new {
            // Others may have missed it.
            let compose = |it: &Document| it.language == Some(Language::Compose);
            let missed = self.open.iter().filter(|(_, it)| compose(it));
            self.stale.extend(missed.map(|(key, _)| key.clone()));
        }
    }

    pub(super) fn change(&mut self, params: &DidChangeTextDocumentParams) {
        let key = params.text_document.uri.as_str();
        let encoding = self.client.encoding;
        if let Some(document) = self.open.get_mut(key) {
            for change in &params.content_changes {
                document.buffer.change(change, encoding);
            }
            document.version = params.text_document.version;
            self.touch(key);
        }
    }

    /// Forgets a document. What is shown of it goes with it.
    pub(super) fn close(&mut self, key: &str) -> Option<PublishDiagnosticsParams> {
        self.touch(key);
        self.touch_neighbours(key);
        self.stale.remove(key);
        let document = self.open.remove(key)?;
        Some(PublishDiagnosticsParams::new(
            document.uri,
            Vec::new(),
            None,
        ))
    }

    /// Reads everything anew that was read from the disk.
    pub(super) fn forget(&mut self) {
        self.configs = None;
        self.linters.clear();
        self.stale.extend(self.open.keys().cloned());
    }

    /// Marks a document. What is read beside others, such as `.dockerignore`, can matter to all.
    fn touch(&mut self, key: &str) {
        let document = self.open.get(key).filter(|it| it.language.is_none());
        let name = document.and_then(|it| it.path.as_ref()?.file_name());
        let is_beside = name.is_some_and(|name| {
            let name = name.to_string_lossy();
            name.ends_with("ignore") || name == ".env"
        });
        if is_beside {
            self.stale.extend(self.open.keys().cloned());
        } else {
            self.stale.insert(key.to_owned());
        }
    }

    /// Marks what a document leads to, and what leads to it.
    fn touch_neighbours(&mut self, key: &str) {
        let Some(document) = self.open.get(key) else {
            return;
        };
        let near = self.open.iter().filter(|(_, it)| it.is_beside(document));
        let near: Vec<_> = near.map(|(key, _)| key.clone()).collect();
        self.stale.extend(near);
    }

    pub(super) fn configs(&mut self) -> Result<&mut Configs, Failure> {
        if self.configs.is_none() {
            self.linters.clear();
            self.configs = Some(Configs::new(&self.args)?);
        }
        self.configs
            .as_mut()
            .ok_or_else(|| Failure::Usage("the configuration vanished".to_owned()))
    }

    /// The number of the linter for a path.
    pub(super) fn linter(&mut self, path: &Path) -> Result<usize, Failure> {
        self.configs()?;
        match &mut self.configs {
            Some(configs) => configs.linter(path, &mut self.linters),
            None => Ok(0),
        }
    }

    pub(super) fn overlay(&self) -> Overlay<'_> {
        let open: HashMap<_, _> = self.open.values().filter_map(Document::on_disk).collect();
        let here = &self.here;
        Overlay { open, here }
    }

    /// What is known of a document.
    pub(super) fn checked(&self, key: &str) -> Option<Checked<'_>> {
        let document = self.open.get(key)?;
        let found = document.found.as_ref()?;
        Some(Checked {
            uri: &document.uri,
            version: found.version,
            source: &found.source,
            findings: &found.findings,
            ignorable: found.ignorable,
            encoding: self.client.encoding,
            versioned: self.client.versioned,
        })
    }
}

impl Document {
    /// What is to be shown, unless the client knows. Of what is nothing to check it hears only if
    /// there is something to hear.
    pub(super) fn show(&mut self, new: Vec<Diagnostic>) -> Option<PublishDiagnosticsParams> {
        let is_known = match &self.shown {
            Some((version, old)) => *version == self.version && *old == new,
            None => self.language.is_none() && new.is_empty(),
        };
        if is_known {
            return None;
        }
        self.shown = Some((self.version, new.clone()));
        let (uri, version) = (self.uri.clone(), Some(self.version));
        Some(PublishDiagnosticsParams::new(uri, new, version))
    }

    fn on_disk(&self) -> Option<(&Path, &str)> {
        Some((self.path.as_deref()?, self.buffer.text()))
    }

    /// True if one of the two leads to the other.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        let leads = |from: &Self, to: &Self| {
            let path = to.path.as_ref();
            path.is_some_and(|path| from.leads.contains(path))
        };
        leads(self, other) || leads(other, self)
    }
}
