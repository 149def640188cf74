//! Knowledge that several rules need, derived on first use and kept.

mod caches;
mod cleaners;
mod cleanup;
mod options;
mod packages;
mod pragmas;
mod restores;
mod scripts;

use std::cell::OnceCell;

use crate::dockerfile::Document;
use crate::dockerfile::ast::Instruction;
use crate::shell::Script;

pub use caches::CacheUse;
pub use cleaners::cleaned;
pub use cleanup::{is_mounted, is_removed_behind, removes};
pub use packages::{Manager, PackageCall, PackageSetting};
pub use pragmas::{Code, Pragma, PragmaKind, Tool};
pub use restores::Restore;
pub use scripts::is_windows;

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
