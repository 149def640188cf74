//! What a container of a stage starts.

use crate::dockerfile::ast::{Instruction, Kind};
use crate::dockerfile::model::Stage;

use crate::facts::may_change_user;

use super::Cx;

/// The instructions that say what a container starts: the last ones of the stage or of those it
/// builds on.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Start<'c, 's> {
    /// `ENTRYPOINT`
    pub entrypoint: Option<&'c Instruction<'s>>,
    /// `CMD`
    pub cmd: Option<&'c Instruction<'s>>,
}

/// Programs that run what they are given, and whose user is that of the container.
const PLAIN: [&str; 24] = [
    "bun",
    "bundle",
    "deno",
    "dotnet",
    "flask",
    "gunicorn",
    "java",
    "mix",
    "next",
    "node",
    "npm",
    "npx",
    "perl",
    "php",
    "pm2",
    "pnpm",
    "poetry",
    "puma",
    "python",
    "rails",
    "ruby",
    "streamlit",
    "uvicorn",
    "yarn",
];

impl<'c, 's> Start<'c, 's> {
    /// Reads the stage.
    pub fn of(stage: &Stage<'_>, cx: &Cx<'c, 's>) -> Self {
        let mut start = Self::default();
        for stage in cx.model().chain(stage.index) {
            for it in cx.instructions(stage).iter().rev() {
                match it.kind {
                    Kind::Entrypoint(_) if start.entrypoint.is_none() => {
                        start.entrypoint = Some(it);
                    }
                    // An `ENTRYPOINT` forgets the `CMD` of what it builds on, not one in front
                    // of it, but that is a detail.
                    Kind::Cmd(_) if start.cmd.is_none() => start.cmd = Some(it),
                    _ => {}
                }
            }
        }
        start
    }

    /// The instruction that names the program.
    pub fn instruction(self) -> Option<&'c Instruction<'s>> {
        self.entrypoint.or(self.cmd)
    }

    /// The program, if it is an interpreter or a server that leaves its user as it is. Nothing is
    /// known of scripts, which may do so, and of other programs.
    pub fn plain_program(self, cx: &Cx<'c, 's>) -> Option<&'c str> {
        let script = cx.scripts(self.instruction()?).first()?;
        let commands = script.commands().filter(|it| it.within().is_top_level());
        let command = commands.last()?;
        // An interpreter on its own is what images to build on start.
        let program = command
            .program()
            .filter(|_| command.args().next().is_some())?;
        let name = program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        PLAIN.contains(&name).then_some(program)
    }

    /// True if the file names a program that changes the user or runs others as one.
    pub fn may_change_user(cx: &Cx<'_, '_>) -> bool {
        let file = cx.tree().text;
        cx.tree().instructions.iter().any(|it| {
            let mut bodies = it.heredocs.iter().map(|heredoc| heredoc.body.of(file));
            may_change_user(it.text.as_str()) || bodies.any(may_change_user)
        })
    }
}
