//! What a container starts with.

use crate::dockerfile::ast::{Command, Instruction, Kind};

use super::Cx;

/// The `ENTRYPOINT` in force at the end of the stage being looked at, as far as the file says. An
/// empty one takes an earlier one back.
pub fn entrypoint_in_force<'c, 's>(cx: &Cx<'c, 's>) -> Option<&'c Instruction<'s>> {
    let model = cx.model();
    let stage = cx.stage()?;
    let mut last = model.chain(stage.index).filter_map(|stage| {
        // Triggers run together, in another build.
        let part = |it: &'c Instruction<'s>| if cx.in_onbuild() { it.trigger() } else { it };
        let mut all = cx.instructions(stage).iter().rev().map(part);
        all.find(|it| matches!(it.kind, Kind::Entrypoint(_)))
    });
    last.next().filter(|it| match &it.kind {
        Kind::Entrypoint(Command::Exec(words)) => !words.is_empty(),
        Kind::Entrypoint(Command::Shell { text, .. }) => !text.is_empty(),
        _ => false,
    })
}
