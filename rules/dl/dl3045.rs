//! DL3045 relative-copy-destination.

use crate::rule::prelude::*;

rule!(DL3045, on: [Copy(check)]);

fn check<'s>(copy: &Copy<'s>, cx: &mut Cx<'_, 's>) {
    let Some(destination) = &copy.destination else {
        return;
    };
    // A trigger copies to the folder of another build.
    if cx.in_onbuild() || cx.state().workdir.is_some() {
        return;
    }
    let value = cx.value(&destination.text);
    let start = value.prefix();
    let unknown = start.is_empty() && value.known().is_none();
    let drive = start
        .as_bytes()
        .first()
        .is_some_and(u8::is_ascii_alphabetic)
        && start.as_bytes().get(1) == Some(&b':');
    if !unknown && !start.starts_with(['/', '\\']) && !drive {
        let message =
            format!("the destination `{start}` is relative, and no `WORKDIR` precedes it");
        cx.report(destination.span, message)
            .help("set `WORKDIR` first, or write the path from the root");
    }
}
