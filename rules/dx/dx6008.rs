//! DX6008 write-below-volume.

use crate::rule::prelude::*;

rule!(DX6008, on: [Command(PROGRAMS, check)]);

const PROGRAMS: &[&str] = &[
    "chgrp", "chmod", "chown", "cp", "ln", "mkdir", "mv", "touch",
];

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some((it, program)) = cx.instruction().zip(command.program()) else {
        return;
    };
    let args = Arguments::read(command, &Syntax::default());
    let written = match (program, args.operands.as_slice()) {
        ("chgrp" | "chmod" | "chown", [_, paths @ ..]) | ("mkdir" | "touch", paths) => paths,
        ("cp" | "ln" | "mv", [_, .., last]) => std::slice::from_ref(last),
        _ => return,
    };
    for word in written {
        let Some(path) = cx.shell_place(it, *word) else {
            continue;
        };
        let below =
            |volume: &str| is_within(&path, volume) && (program != "mkdir" || path != volume);
        let volume = cx.before().find_map(|it| {
            let Kind::Volume(volume) = &it.kind else {
                return None;
            };
            volume
                .paths
                .iter()
                .find(|word| cx.path_of(it, word).is_some_and(|it| below(&it)))
        });
        if let Some(volume) = volume.filter(|_| !is_mounted(it, &path)) {
            cx.report(
                word.span(),
                format!("what `{program}` does below a `VOLUME` is lost with some builders"),
            )
            .label(volume.span, "the volume")
            .help("put the `VOLUME` behind this `RUN`");
            return;
        }
    }
}
