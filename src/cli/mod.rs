//! The command line: arguments, files, colours, exit codes.

mod args;
mod baseline;
mod configs;
mod explain;
mod files;
mod hadolint;
mod host;
mod lsp;
mod names;
mod output;
mod packaging;
mod progress;
mod reach;
mod run;
mod show;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use args::{Args, Command};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Nothing at or above the threshold.
    Clean = 0,
    /// Findings at or above the threshold. A language server whose client left without a word.
    Findings = 1,
    /// Wrong usage or configuration, or a file that cannot be read.
    Usage = 2,
    /// A fault of this program.
    Internal = 3,
}

/// Why a run could not be done at all.
#[derive(Debug)]
enum Failure {
    /// The user can mend it.
    Usage(String),
    /// Output could not be written.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<plimsoll::config::ConfigError> for Failure {
    fn from(error: plimsoll::config::ConfigError) -> Self {
        Self::Usage(error.to_string())
    }
}

/// Runs the program with the arguments of the process.
pub(crate) fn main() -> ExitCode {
    // A fault in one file becomes a finding; the message of the default hook would only be noise.
    std::panic::set_hook(Box::new(|_| {}));
    let words = names::words(std::env::args_os().collect());
    let name = hadolint::name(&words).unwrap_or("plimsoll");
    let outcome = std::panic::catch_unwind(|| match Args::try_parse_from(&words) {
        Ok(args) => dispatch(args),
        Err(error) => Ok(clap_exit(&error)),
    });
    let exit = match outcome {
        Ok(Ok(exit)) => exit,
        Ok(Err(Failure::Usage(message))) => {
            say(&format!("{name}: {message}"));
            Exit::Usage
        }
        // Whoever reads our output has seen enough.
        Ok(Err(Failure::Output(error))) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Clean,
        Ok(Err(Failure::Output(error))) => {
            say(&format!("{name}: output cannot be written: {error}"));
            Exit::Usage
        }
        Err(panic) => {
            let mut message = "plimsoll: internal error, please report it".to_owned();
            if let Some(text) = panic.downcast_ref::<String>() {
                let _ = write!(message, ": {text}");
            }
            say(&message);
            Exit::Internal
        }
    };
    // hadolint knows no other statuses than these two.
    ExitCode::from(match exit {
        exit if name == hadolint::NAME => u8::from(exit != Exit::Clean),
        exit => exit as u8,
    })
}

fn dispatch(args: Args) -> Result<Exit, Failure> {
    match args.command {
        None => run::check(&args.check),
        Some(Command::Check(check)) => run::check(&check),
        Some(Command::Explain(explain)) => explain::explain(&explain),
        Some(Command::Rules(rules)) => explain::rules(&rules),
        Some(Command::Config(config)) => show::config(&config),
        Some(Command::Lsp(args)) => lsp::run(&args),
        Some(Command::Hadolint(args)) => hadolint::run(&args),
        Some(Command::Completions(args)) => packaging::completions(&args),
        Some(Command::Man(args)) => packaging::man(&args),
    }
}

/// Help and version go to stdout and are no errors.
fn clap_exit(error: &clap::Error) -> Exit {
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Clean,
        _ => Exit::Usage,
    }
}

/// Writes a line to stderr. If that is closed, there is nobody to tell.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}
