//! DL3000 relative-workdir.

use crate::rule::prelude::*;

rule!(DL3000, on: [Workdir(check)]);

fn check<'s>(workdir: &Argument<'s>, cx: &mut Cx<'_, 's>) {
    // A path behind another WORKDIR starts from there; a trigger runs in another build.
    if workdir.value.is_empty() || cx.state().workdir.is_some() || cx.in_onbuild() {
        return;
    }
    let value = cx.value(&workdir.value.text);
    if is_relative(&value) == Some(true) {
        let message = format!(
            "the path `{}` is relative, and no `WORKDIR` precedes it",
            value.prefix()
        );
        cx.report(workdir.value.span, message)
            .help("write it from the root, with a leading `/`")
            .note("It is taken from the working directory of the base image, which may change.");
    }
}

/// Whether a path is relative; none if that is not known.
fn is_relative(path: &Value<'_>) -> Option<bool> {
    let start = path.prefix();
    if start.is_empty() {
        return path.known().map(|_| true);
    }
    let drive = start
        .as_bytes()
        .first()
        .is_some_and(u8::is_ascii_alphabetic)
        && start.as_bytes().get(1) == Some(&b':');
    Some(!start.starts_with(['/', '\\']) && !drive)
}
