//! Where output goes, and in which colours.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use plimsoll::report::{self, Colour, Format, Report};

use super::Failure;
use super::args::ColourChoice;

/// A report in a format, and the file it goes to; none is standard output.
pub(super) type Sink = (Format, Option<PathBuf>);

/// The first output takes the first format, and so on. What has no format is written in that of
/// `default`, what has no output to standard output.
pub(super) fn sinks(formats: &[Format], outputs: &[PathBuf], default: Format) -> Vec<Sink> {
    let count = formats.len().max(outputs.len()).max(1);
    let sink = |at| {
        let path = outputs
            .get(at)
            .filter(|path: &&PathBuf| path.as_os_str() != "-");
        let format = formats.get(at).copied().unwrap_or(default);
        (format, path.cloned())
    };
    (0..count).map(sink).collect()
}

/// Writes the report to all places; one that fails hides nothing from the others.
pub(super) fn write(
    sinks: &[Sink],
    colour: ColourChoice,
    report: &Report<'_>,
) -> Result<(), Failure> {
    let mut result = Ok(());
    for (format, path) in sinks {
        let written = write_one(*format, path.as_deref(), colour, report);
        // A reader that has seen enough changes nothing about what was found.
        let ended = matches!(&written, Err(Failure::Output(error))
            if error.kind() == io::ErrorKind::BrokenPipe);
        if !ended {
            result = result.and(written);
        }
    }
    result
}

fn write_one(
    format: Format,
    path: Option<&Path>,
    choice: ColourChoice,
    report: &Report<'_>,
) -> Result<(), Failure> {
    let mut out = open(path)?;
    report::write(format, report, colour(choice, path.is_some()), &mut out)?;
    out.flush()?;
    Ok(())
}

/// Opens the place that output goes to: a file, or standard output.
pub(super) fn open(path: Option<&Path>) -> Result<Box<dyn Write>, Failure> {
    match path {
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
fn colour(choice: ColourChoice, to_file: bool) -> Colour {
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
