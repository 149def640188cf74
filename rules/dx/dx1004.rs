//! DX1004 heredoc-needs-newer-syntax.

use crate::rule::prelude::*;

rule!(DX1004, on: [Dockerfile(check)]);

/// The first version of `docker/dockerfile` that knows here-documents. Source: release notes of
/// the Dockerfile frontend.
const FIRST: (u32, u32) = (1, 4);

fn check(file: &Dockerfile<'_>, cx: &mut Cx<'_, '_>) {
    let syntax = file
        .directives
        .iter()
        .find(|it| it.effective && it.name.eq_ignore_ascii_case("syntax"));
    let heredoc = file
        .instructions
        .iter()
        .find_map(|it| it.trigger().heredocs.first());
    let (Some(syntax), Some(heredoc)) = (syntax, heredoc) else {
        return;
    };
    let image = ImageRef::read(&syntax.value);
    let is_frontend = image.name() == "docker/dockerfile" && image.digest().is_none();
    let Some(version) = image.tag().filter(|_| is_frontend).and_then(version) else {
        return;
    };
    if version < FIRST {
        cx.report(
            syntax.value.span,
            "this version of the syntax has no here-documents",
        )
        .label(heredoc.opener.span, "needs 1.4 or later")
        .help("use `docker/dockerfile:1`");
    }
}

/// The version of a tag such as `1.3` or `1.2.1`; none for those that move, such as `1`, and for
/// the experimental ones, which had here-documents earlier.
fn version(tag: &str) -> Option<(u32, u32)> {
    let mut parts = tag.split('.');
    let (major, minor) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts
        .all(|part| part.parse::<u32>().is_ok())
        .then_some((major, minor))
}
