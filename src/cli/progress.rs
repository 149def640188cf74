//! A sign of life while many files are checked.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts finished files on the terminal behind stderr.
pub(super) struct Progress {
    total: usize,
    done: AtomicUsize,
    shown: bool,
}

/// Fewer files are done before anyone looks.
const MANY: usize = 200;

impl Progress {
    /// Shows something only on a terminal, for many files, and if `quiet` is not asked for.
    pub(super) fn new(total: usize, quiet: bool) -> Self {
        let shown = !quiet && total >= MANY && io::stderr().is_terminal();
        Self {
            total,
            done: AtomicUsize::new(0),
            shown,
        }
    }

    /// One more file is done.
    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.shown && done.is_multiple_of(MANY / 4) {
            let _ = write!(io::stderr(), "\r{done} of {} files", self.total);
        }
    }

    /// All are done: the line is cleared.
    pub(super) fn end(&self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
