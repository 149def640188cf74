//! DL4005 replaced-sh.

use crate::rule::prelude::*;

rule!(DL4005, on: [Command(&["ln"], check)]);

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let operands: Vec<_> = command
        .args()
        .filter(|word| !word.cooked().starts_with('-'))
        .collect();
    // With one operand the link is made in the working directory.
    if let Some(target) = operands.get(1..).and_then(<[_]>::last)
        && target.text() == Some("/bin/sh")
    {
        cx.report(
            command.span(),
            "this replaces `/bin/sh` for everything in the image",
        )
        .help("use `SHELL [\"/bin/bash\", \"-c\"]` to change the shell of `RUN`");
    }
}
