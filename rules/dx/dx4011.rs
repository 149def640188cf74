//! DX4011 path-overwritten.

use crate::rule::prelude::*;

rule!(DX4011, on: [Env(check)]);

/// Marks of images whose programs are not in the usual folders.
const UNUSUAL: [&str; 5] = ["distroless", "nix", "guix", "kaniko", "chainguard"];

fn check<'s>(env: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    for pair in env.pairs.iter().filter(|pair| *pair.key == *"PATH") {
        let value = cx.value(&pair.value.text);
        let Some(path) = value.known() else { continue };
        let usual = |folder: &str| matches!(folder.trim_end_matches('/'), "/bin" | "/usr/bin");
        let windows = path.contains([';', '\\', '%']) || cx.is_windows(cx.index());
        let reads_path = cx.variables(&pair.value).iter().any(|it| it.name == "PATH");
        if windows || reads_path || path.split(':').any(usual) || !has_programs(cx) {
            continue;
        }
        let fix = insertion_point(pair).map(|at| {
            let text = if path.is_empty() { "$PATH" } else { ":$PATH" };
            Fix::unchecked("keep the folders of before").insert(at, text)
        });
        cx.report(
            pair.value.span,
            "`PATH` loses the folders of before, such as `/usr/bin`",
        )
        .help("add `:$PATH`")
        .fix(fix);
    }
}

/// True if the stage starts from an image with the usual programs in it.
fn has_programs(cx: &Cx<'_, '_>) -> bool {
    let root = cx.stage().and_then(|it| cx.model().chain(it.index).last());
    root.is_some_and(|root| {
        let name = root.value.known().unwrap_or("nix");
        let usual = !UNUSUAL.iter().any(|it| name.contains(it));
        root.base == Base::Image && usual
    })
}

/// The end of the value, inside double quotes. None in single ones, and behind a blank.
fn insertion_point(pair: &Pair<'_>) -> Option<u32> {
    let text = &*pair.value.text;
    let end = pair.value.span.end;
    match text.strip_suffix('"') {
        Some(_) => Some(end - 1),
        None => (!text.is_empty() && !text.contains([' ', '\''])).then_some(end),
    }
}
