//! The names by which the program is called.
//!
//! A container's first word is the name of a program. So that `docker run IMAGE check` and
//! `docker run IMAGE hadolint` mean the commands, the image has the program under these names, too.

use std::ffi::OsString;
use std::path::Path;

use super::hadolint;

/// The words of the command line, with the command put in where the program is called by its name.
pub(super) fn words(mut words: Vec<OsString>) -> Vec<OsString> {
    let called = words.first().map(Path::new).and_then(Path::file_name);
    let called = called.unwrap_or_default().to_string_lossy().to_lowercase();
    let called = called.strip_suffix(".exe").unwrap_or(&called);
    if let Some(command) = [hadolint::NAME, "check"]
        .into_iter()
        .find(|it| *it == called)
    {
        // Help speaks of the program, not of the name.
        words.splice(..1, ["plimsoll".into(), command.into()]);
    }
    words
}
