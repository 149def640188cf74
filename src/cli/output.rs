//! Where output goes, and in which colours.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use plimsoll::report::Colour;

use super::Failure;
use super::args::ColourChoice;

/// Opens the place that output goes to: a file, or standard output.
pub(super) fn open(path: Option<&Path>) -> Result<Box<dyn Write>, Failure> {
    match path.filter(|path| path.as_os_str() != "-") {
        Some(path) => match File::create(path) {
            Ok(file) => Ok(Box::new(BufWriter::new(file))),
            Err(error) => Err(Failure::Usage(format!(
                "{} cannot be written: {error}",
                path.display()
            ))),
        },
        None => Ok(Box::new(BufWriter::new(io::stdout().lock()))),
    }
}

/// Whether output is coloured: `--color` decides, then the environment, then the terminal.
///
/// Source: <https://no-color.org> and <https://bixense.com/clicolors>.
pub(super) fn colour(choice: ColourChoice, to_file: bool) -> Colour {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let forced = |name: &str| std::env::var_os(name).is_some_and(|it| !it.is_empty() && it != "0");
    let coloured = match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if set("NO_COLOR") => false,
        ColourChoice::Auto if forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") => true,
        ColourChoice::Auto => {
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            !to_file && !dumb && io::stdout().is_terminal()
        }
    };
    if coloured { Colour::Ansi } else { Colour::None }
}
