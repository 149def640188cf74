//! What stands in front of an instruction, and whether anyone gets its layer.

use crate::dockerfile::ast::{Instruction, Kind};
use crate::shell::{Command, Script, Status};

use super::Cx;

/// Wrappers, and commands that change nothing on the disk.
const IDLE: &[&str] = &[
    ":", "cd", "command", "echo", "env", "printf", "set", "sudo", "true",
];

/// Nobody writes more; a file made by a program must not take forever.
const MAX: usize = 500;

impl<'c, 's> Cx<'c, 's> {
    /// The instructions that have run when the one being looked at starts, the latest first: those
    /// of its stage, and of the stages it builds on. In an `ONBUILD`, the triggers in front of it.
    pub fn before(&self) -> impl Iterator<Item = &'c Instruction<'s>> + use<'c, 's> {
        let (tree, model) = (self.tree(), self.model());
        let (index, triggers) = (self.index(), self.in_onbuild());
        let stage = self.stage().map(|stage| stage.index);
        let chain = stage.into_iter().flat_map(|stage| model.chain(stage));
        let of_stage = move |range: std::ops::Range<usize>| {
            let range = range.start..range.end.min(index);
            tree.instructions.get(range).unwrap_or_default().iter()
        };
        chain
            .take(if triggers { 1 } else { usize::MAX })
            .flat_map(move |stage| of_stage(stage.instructions.clone()).rev())
            .filter(move |it| matches!(it.kind, Kind::Onbuild(_)) == triggers)
            .map(Instruction::trigger)
            .take(MAX)
    }

    /// The instructions of the stage behind the one being looked at. In an `ONBUILD`, its triggers.
    pub fn behind(&self) -> impl Iterator<Item = &'c Instruction<'s>> + use<'c, 's> {
        let triggers = self.in_onbuild();
        let end = self.stage().map_or(0, |stage| stage.instructions.end);
        let range = self.index() + 1..end;
        let all = self.tree().instructions.get(range).unwrap_or_default();
        all.iter()
            .filter(move |it| matches!(it.kind, Kind::Onbuild(_)) == triggers)
            .map(Instruction::trigger)
            .take(MAX)
    }

    /// The commands that an instruction hands to shells, in the order of the scripts.
    pub fn commands(
        &self,
        it: &'c Instruction<'s>,
    ) -> impl Iterator<Item = Command<'c>> + use<'c, 's> {
        self.scripts(it).iter().flat_map(Script::commands)
    }

    /// The commands of a `RUN` that do something, without wrappers such as `sudo`. None if not all
    /// of its scripts were understood.
    pub fn steps(&self, it: &'c Instruction<'s>) -> Option<Vec<Command<'c>>> {
        let scripts = self.scripts(it);
        let read = scripts.iter().all(|it| it.status == Status::Parsed);
        // The script of a shell has its own commands.
        let hands_on = |it: &Command<'_>| it.has_arg("-c");
        let acts = |it: &Command<'_>| match it.program() {
            Some("bash" | "sh") => !hands_on(it),
            // What a redirection writes is not known.
            Some(name) => !IDLE.contains(&name) || it.script().text.as_str().contains('>'),
            None => true,
        };
        read.then(|| self.commands(it).filter(acts).collect())
    }
}
