//! Standing in for hadolint: whoever called it, calls this program instead and reads the same.
//!
//! Options, environment, configuration, formats and exit status are hadolint's. The findings are
//! ours, of the rules that hadolint has. Where hadolint gives up, this goes on: a file that cannot
//! be read or a configuration that cannot be understood is named on standard error.

mod args;
mod check;
mod settings;

use std::ffi::OsString;
use std::path::Path;

pub(super) use args::Args;
pub(super) use check::run;

/// The name by which the program is called, and the command.
pub(super) const NAME: &str = "hadolint";

/// The words of the command line, with the command put in where the program is called by
/// hadolint's name.
pub(super) fn words(mut words: Vec<OsString>) -> Vec<OsString> {
    let called = words.first().map(Path::new).and_then(Path::file_name);
    let called = called.unwrap_or_default().to_string_lossy().to_lowercase();
    if called.strip_suffix(".exe").unwrap_or(&called) == NAME {
        words.insert(1, NAME.into());
    }
    words
}

/// The name to speak by, if these words call for hadolint.
pub(super) fn name(words: &[OsString]) -> Option<&'static str> {
    words
        .get(1)
        .is_some_and(|word| word == NAME)
        .then_some(NAME)
}
