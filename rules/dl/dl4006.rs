//! DL4006 pipe-without-pipefail.

use crate::rule::prelude::*;

rule!(DL4006, on: [Script(check)]);

fn check<'s>(script: &Script<'s>, cx: &mut Cx<'_, 's>) {
    if script.origin != Origin::Run {
        return;
    }
    let help = match script.dialect {
        Dialect::Ash => "put `SHELL [\"/bin/ash\", \"-eo\", \"pipefail\", \"-c\"]` in front",
        _ => "put `SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]` in front",
    };
    let mut commands = script.commands().peekable();
    let mut on = script.pipefail;
    // The surroundings of pipelines that have begun.
    let mut open = Vec::new();
    for pipe in &script.pipes {
        while let Some(command) = commands.next_if(|it| it.range().start < pipe.range.start) {
            on = switched(command).unwrap_or(on);
            if command.link() != Link::Pipe {
                open.retain(|it| *it != command.within());
            }
        }
        if open.contains(&pipe.within) {
            continue;
        }
        open.push(pipe.within);
        if !on {
            let message = "the pipe hides failures of the commands in front of it";
            cx.report(script.text.span(pipe.range), message).help(help);
        }
    }
}

/// What a `set -o pipefail` or `set +o pipefail` makes of the option.
fn switched(command: Command<'_>) -> Option<bool> {
    if command.program() != Some("set") {
        return None;
    }
    let behind = command.args().skip(1);
    let mut pairs = command.args().zip(behind);
    let (option, _) = pairs.find(|(_, name)| name.cooked() == "pipefail")?;
    Some(option.cooked().starts_with('-'))
}
