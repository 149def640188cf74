//! CP2039 known-token.

use crate::rule::prelude::*;

rule!(CP2039, on: [ComposeFile(check)]);

fn check<'c, 's>(file: &'c ComposeFile<'s>, number: usize, cx: &mut ComposeCx<'c, 's>) {
    for (what, range) in tokens(file.tree.text) {
        let span = Span {
            start: range.start,
            end: range.end,
        };
        let message = format!("{what}, for everyone who has this file");
        cx.report_span(number, span, message)
            .help("revoke it, and take the new one from a variable or a file under `secrets`");
    }
}
