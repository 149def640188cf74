//! DL4001 curl-and-wget.

use crate::rule::prelude::*;

rule!(DL4001, on: [Stage(check)]);

const TOOLS: [&str; 2] = ["curl", "wget"];

fn check(stage: &Stage<'_>, cx: &mut Cx<'_, '_>) {
    // What `ONBUILD` runs belongs to another build.
    for onbuild in [false, true] {
        let mut first: [Option<Span>; 2] = [None, None];
        let is_run = |it: &&Instruction<'_>| {
            let deferred = matches!(it.kind, Kind::Onbuild(_));
            deferred == onbuild && matches!(it.trigger().kind, Kind::Run(_))
        };
        for it in cx.instructions(stage).iter().filter(is_run) {
            let commands = cx.scripts(it).iter().flat_map(Script::commands);
            let mut offender = None;
            for command in commands {
                let name = command.program().unwrap_or_default();
                let (Some(tool), Some(word)) =
                    (TOOLS.iter().position(|it| *it == name), command.name_word())
                else {
                    continue;
                };
                let [curl, wget] = &mut first;
                let (own, other) = if tool == 0 {
                    (curl, wget)
                } else {
                    (wget, curl)
                };
                own.get_or_insert(word.span());
                if let (None, Some(other)) = (offender, *other) {
                    offender = Some((tool, word.span(), other));
                }
            }
            if let Some((tool, span, other)) = offender {
                let [a, b] = if tool == 0 {
                    ["curl", "wget"]
                } else {
                    ["wget", "curl"]
                };
                cx.report(span, format!("`{a}` in a stage that uses `{b}`, too"))
                    .label(other, format!("first use of `{b}`"))
                    .help("use one of them for all downloads");
            }
        }
    }
}
