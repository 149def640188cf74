//! Knowledge that several rules need, derived on first use and kept.

mod caches;
mod checks;
mod cleaners;
mod cleanup;
mod compose_pragmas;
mod contents;
mod defaults;
mod deprecated;
mod downloads;
mod environment;
mod files;
mod gone;
mod host_paths;
mod images;
mod interpreters;
mod logins;
mod marks;
mod modes;
mod obsolete;
mod options;
mod packages;
mod pragmas;
mod releases;
mod restores;
mod scripts;
mod secret_files;
mod secrets;
mod stores;
mod urls;
mod users;

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::dockerfile::Document;
use crate::dockerfile::ast::Instruction;
use crate::dockerfile::model::Value;
use crate::shell::Script;

use defaults::Defaults;

pub use caches::CacheUse;
pub use checks::{Check, CheckPlace};
pub use cleaners::cleaned;
pub use cleanup::{is_mounted, is_removed_behind, removes};
pub use compose_pragmas::{ComposePragma, Scope, compose_pragmas};
pub use contents::{install_marks, is_check_tool};
pub use downloads::{Download, Downloader, Output};
pub use environment::may_be_inherited;
pub use files::{
    Content, base, is_addressed_by_content, is_check, matches, means_file, mentions_check,
};
pub use gone::{Gone, gone};
pub use host_paths::{
    engine_socket, gives_root, holds_socket, host_path, is_for_monitors, is_of_root, is_of_system,
    private_path, raw_device,
};
pub use images::{Ended, KnownImage, System, image_text, system};
pub use interpreters::{runs_file, runs_stdin, runs_word};
pub use logins::{is_known_token, is_sample_password, login_secret};
pub use marks::{Mark, Setting as MarkSetting, marks};
pub use modes::{given_mode, lets_all_write, mode_files};
pub use obsolete::{Obsolete, obsolete};
pub use packages::{Manager, PackageCall, PackageSetting};
pub use pragmas::{Code, Pragma, PragmaKind, Tool};
pub use releases::{AS_OF, Distro, Line, Product};
pub use restores::Restore;
pub use scripts::{has_busybox, is_busybox, is_windows};
pub use secret_files::{SecretFile, is_deleted_by, is_harmless_key, secret_file};
pub use secrets::{is_literal_secret, is_secret_name, sounds_secret, tokens};
pub use stores::{Store, is_monitor, store_at, store_of};
pub use urls::{Url, is_private_host, urls};
pub use users::{ADDUSER, USERADD, lacks_account, may_change_user, starts_as_root};

/// The derived knowledge of one file.
#[derive(Debug, Default)]
pub struct Facts<'s> {
    scripts: Vec<OnceCell<Vec<Script<'s>>>>,
    checks: OnceCell<Vec<Check<'s>>>,
    pragmas: OnceCell<Vec<Pragma<'s>>>,
    defaults: OnceCell<Defaults<'s>>,
    settings: OnceCell<[Option<usize>; PackageSetting::ALL.len()]>,
}

impl<'s> Facts<'s> {
    /// Nothing is derived yet.
    pub fn new(document: &Document<'s>) -> Self {
        let scripts = document
            .tree
            .instructions
            .iter()
            .map(|_| OnceCell::new())
            .collect();
        Self {
            scripts,
            checks: OnceCell::new(),
            pragmas: OnceCell::new(),
            defaults: OnceCell::new(),
            settings: OnceCell::new(),
        }
    }

    /// The shell scripts of a `RUN`, also behind `ONBUILD`: one, or none if it is empty. Parsed at
    /// most once.
    pub fn scripts(&self, document: &Document<'s>, instruction: &Instruction<'s>) -> &[Script<'s>] {
        let Some(cell) = self.scripts.get(instruction.index) else {
            return &[];
        };
        cell.get_or_init(|| scripts::scripts(document, self.pragmas(document), instruction))
    }

    /// Comments that steer this program or another one, in file order.
    pub fn pragmas(&self, document: &Document<'s>) -> &[Pragma<'s>] {
        self.pragmas
            .get_or_init(|| pragmas::read(&document.tree, self.checks(document)))
    }

    /// What the file says to BuildKit about its checks.
    pub fn checks(&self, document: &Document<'s>) -> &[Check<'s>] {
        self.checks.get_or_init(|| checks::read(&document.tree))
    }

    /// A word of a `FROM` as it is in a build without arguments, if that is known.
    pub fn default_value(&self, document: &Document<'s>, text: &Cow<'s, str>) -> Option<Value<'s>> {
        let defaults = self.defaults.get_or_init(|| Defaults::read(&document.tree));
        defaults.value(text)
    }

    /// True if a setting of package managers is written anywhere in front of an offset.
    pub fn is_set_before(&self, document: &Document<'s>, setting: PackageSetting, at: u32) -> bool {
        let text = document.tree.text;
        let settings = self
            .settings
            .get_or_init(|| PackageSetting::ALL.map(|setting| setting.find(text)));
        let found = settings.get(setting as usize).copied().flatten();
        found.is_some_and(|found| found < at as usize)
    }
}
