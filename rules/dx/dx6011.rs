//! DX6011 shallow-clone-missing.

use crate::rule::prelude::*;

rule!(DX6011, on: [Command(&["git"], check)]);

const CLONE: Syntax = Syntax {
    short: "bcCjou",
    long: &[
        "branch",
        "config",
        "depth",
        "filter",
        "jobs",
        "origin",
        "reference",
        "separate-git-dir",
        "shallow-exclude",
        "shallow-since",
        "template",
        "upload-pack",
    ],
    single_dash: false,
};

const SMALL: &[&str] = &[
    "bare",
    "depth",
    "filter",
    "mirror",
    "reference",
    "shallow-exclude",
    "shallow-since",
];

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let args = Arguments::read(command, &CLONE);
    let [verb, source, rest @ ..] = args.operands.as_slice() else {
        return;
    };
    if verb.text() != Some("clone") || args.has(SMALL) || args.is_open || !cx.is_shipped() {
        return;
    }
    let name = last_part(
        rest.iter()
            .find(|it| it.cooked() != ".")
            .unwrap_or(source)
            .cooked(),
    )
    .trim_end_matches(".git");
    let uses = |it: Command<'_>| match it.program() {
        // Its other commands may need what came before.
        Some("git") => !it.has_arg("clone"),
        Some("rm" | "find") => it.args().any(|word| {
            let text = word.cooked();
            word.is_dynamic()
                || has_ending(text, &[".git"])
                || text.ends_with('*')
                || last_part(text) == name
        }),
        _ => false,
    };
    // A folder above it may be removed, too.
    let target = rest.first().map_or("", |it| it.cooked());
    let above = |it: Command<'_>| {
        it.program() == Some("rm")
            && it
                .args()
                .any(|it| it.cooked().len() > 1 && is_within(target, it.cooked()))
    };
    let gone = command.later().any(|it| uses(it) || above(it));
    let mounted = cx.instruction().is_none_or(|it| is_mounted(it, target));
    if gone || mounted || cx.behind().any(|it| cx.commands(it).any(uses)) {
        return;
    }
    let fix = command
        .script()
        .dialect
        .is_posix_like()
        .then(|| Fix::unchecked("add `--depth 1`").insert(verb.span().end, " --depth 1"));
    let start = command.name_word().unwrap_or(*verb).span().start;
    cx.report(
        Span::new(start, verb.span().end),
        format!("the whole history of `{name}` gets into the image"),
    )
    .help("add `--depth 1`")
    .fix(fix);
}
