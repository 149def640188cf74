//! Standing in for hadolint: whoever called it, calls this program instead and reads the same.
//!
//! Options, environment, configuration, formats and exit status are hadolint's. The findings are
//! ours, of the rules that hadolint has. Where hadolint gives up, this goes on: a file that cannot
//! be read or a configuration that cannot be understood is named on standard error.

mod args;
mod check;
mod settings;

use std::ffi::OsString;

pub(super) use args::Args;
pub(super) use check::run;

/// The name by which the program is called, and the command.
pub(super) const NAME: &str = "hadolint";

/// The name to speak by, if these words call for hadolint.
pub(super) fn name(words: &[OsString]) -> Option<&'static str> {
    words
        .get(1)
        .is_some_and(|word| word == NAME)
        .then_some(NAME)
}
