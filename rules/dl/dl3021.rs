//! DL3021 file-as-destination.

use crate::rule::prelude::*;

rule!(DL3021, on: [Copy(check)]);

fn check<'s>(copy: &Copy<'s>, cx: &mut Cx<'_, 's>) {
    let Some(destination) = copy.destination.as_ref().filter(|_| copy.sources.len() > 1) else {
        return;
    };
    let value = cx.value(&destination.text);
    let Some(text) = value.known() else { return };
    let folder = matches!(text, "." | "..") || text.ends_with(['/', '\\']) || text.ends_with("/.");
    if !folder {
        let plain = destination
            .text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b));
        let fix = (plain && !text.is_empty())
            .then(|| Fix::safe("add the slash").insert(destination.span.end, "/"));
        let sources = copy.sources.len();
        cx.report(
            destination.span,
            format!("{sources} sources go to `{text}`, which is no folder"),
        )
        .help("end the destination with `/`")
        .fix(fix);
    }
}
