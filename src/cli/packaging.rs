//! What packages bring along: completions for shells, and the manual.

use std::io::Write as _;

use clap::CommandFactory as _;
use clap_mangen::Man;

use super::args::{Args, CompletionsArgs, ManArgs};
use super::{Exit, Failure, output};

/// `plimsoll completions`: the script that a shell reads.
pub(super) fn completions(args: &CompletionsArgs) -> Result<Exit, Failure> {
    // The generators cannot fail, so they write to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "plimsoll", &mut script);
    write(&script)
}

/// `plimsoll man`: the page about the program, or about a command.
pub(super) fn man(args: &ManArgs) -> Result<Exit, Failure> {
    let mut program = Args::command();
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone(),
            None => return Err(Failure::Usage(format!("there is no command `{name}`"))),
        },
    };
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    write(&page)
}

fn write(bytes: &[u8]) -> Result<Exit, Failure> {
    let mut out = output::open(None)?;
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Exit::Clean)
}
