//! Knowledge that several rules need, derived on first use and kept.

mod cleanup;
mod compose_pragmas;
mod contents;
mod deprecated;
mod downloads;
mod files;
mod gone;
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
mod scripts;
mod secret_files;
mod secrets;
mod urls;
mod users;

use std::cell::OnceCell;

use crate::dockerfile::Document;
use crate::dockerfile::ast::Instruction;
use crate::shell::Script;

pub use cleanup::{is_mounted, is_removed_behind, removes};
pub use compose_pragmas::{ComposePragma, Scope, compose_pragmas};
pub use downloads::{Download, Downloader, Output};
pub use files::{
    Content, base, is_addressed_by_content, is_check, matches, means_file, mentions_check,
};
pub use gone::{Gone, gone};
pub use images::{Ended, KnownImage, System, image_text, system};
pub use interpreters::{runs_file, runs_stdin, runs_word};
pub use logins::{is_known_token, is_sample_password, login_secret};
pub use marks::{Mark, Setting as MarkSetting, marks};
pub use modes::{given_mode, lets_all_write, mode_files};
pub use obsolete::{Obsolete, obsolete};
pub use packages::{Manager, PackageCall, PackageSetting};
pub use pragmas::{Code, Pragma, PragmaKind, Tool};
pub use releases::{AS_OF, Distro, Line, Product};
pub use scripts::is_windows;
pub use secret_files::{SecretFile, is_deleted_by, is_harmless_key, secret_file};
pub use secrets::{is_literal_secret, is_secret_name, sounds_secret, tokens};
pub use urls::{Url, is_private_host, urls};
pub use users::{ADDUSER, USERADD, may_change_user, starts_as_root};

/// The derived knowledge of one file.
#[derive(Debug, Default)]
pub struct Facts<'s> {
    scripts: Vec<OnceCell<Vec<Script<'s>>>>,
    pragmas: OnceCell<Vec<Pragma<'s>>>,
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
            pragmas: OnceCell::new(),
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
        self.pragmas.get_or_init(|| pragmas::read(&document.tree))
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
