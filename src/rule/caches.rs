//! Caches of package managers that stay in the layer.

use crate::facts::{PackageCall, is_mounted, removes};
use crate::shell::{Script, Status};

use super::Cx;

/// A cache, and the calls that write to it and empty it.
pub struct Cache {
    /// Where it may be. `~/x` stands for `x` in any home folder.
    pub folders: &'static [&'static str],
    /// True for a call that leaves something in it.
    pub fills: fn(&PackageCall<'_>) -> bool,
    /// True for a call that empties it.
    pub empties: fn(&PackageCall<'_>) -> bool,
}

impl Cache {
    /// The calls in the `RUN` being looked at whose files stay in its layer: no mount keeps them
    /// out, and nothing behind them removes them.
    pub fn left<'c>(&self, cx: &Cx<'c, '_>) -> Vec<PackageCall<'c>> {
        let mut left = Vec::new();
        let Some(run) = cx.instruction() else {
            return left;
        };
        let scripts = cx.scripts(run);
        let fills = |command| PackageCall::read(command).is_some_and(|call| (self.fills)(&call));
        if !scripts.iter().flat_map(Script::commands).any(fills) {
            return left;
        }
        let mounted = self.folders.iter().any(|folder| is_mounted(run, folder));
        let unread = |script: &Script<'_>| matches!(script.status, Status::Broken | Status::Cut);
        if mounted || scripts.iter().any(unread) {
            return left;
        }
        let mut commands: Vec<_> = scripts.iter().flat_map(Script::commands).collect();
        commands.sort_by_key(|command| command.span().start);
        for command in commands {
            // A script in a word may be one that was not read.
            let hidden = |folder: &str| {
                let mut words = command.args().map(crate::shell::Word::cooked);
                words.any(|word| word.contains("rm ") && word.contains(folder))
            };
            let removed = self
                .folders
                .iter()
                .any(|it| removes(command, it) || hidden(it.trim_start_matches('~')));
            if removed && command.within().function {
                // Nobody knows when it is called.
                return Vec::new();
            }
            let call = PackageCall::read(command);
            if removed || call.as_ref().is_some_and(self.empties) {
                left.clear();
            }
            left.extend(call.filter(self.fills));
        }
        left
    }

    /// Reports the first such call, for the whole `RUN` wants but one command more.
    pub fn report(&self, cx: &mut Cx<'_, '_>, what: &str, help: &str) {
        if let Some(call) = self.left(cx).first() {
            let message = format!("`{}` leaves {what} in the layer", call.name());
            cx.report(call.span(), message).help(help);
        }
    }
}
