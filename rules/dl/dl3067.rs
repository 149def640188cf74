//! DL3067 whole-filesystem-copy.

use crate::rule::prelude::*;

rule!(DL3067, on: [Copy(check)]);

fn check(copy: &Copy<'_>, cx: &mut Cx<'_, '_>) {
    let from_stage = cx.instruction().is_some_and(|it| it.flag("from").is_some());
    let is_root = |word: &Word<'_>| word.trim_matches(['\'', '"']) == "/";
    let source = copy.sources.iter().find(|source| is_root(&source.word));
    if let (true, Some(source), true) = (
        from_stage,
        source,
        copy.destination.as_ref().is_some_and(is_root),
    ) {
        cx.report(
            source.word.span,
            "this copies the whole file system of another image",
        )
        .help("copy what is needed, or start with `FROM` that image");
    }
}
