//! DL4000 deprecated-maintainer.

use crate::rule::prelude::*;

rule!(DL4000, on: [Maintainer(check)]);

fn check(maintainer: &Argument<'_>, cx: &mut Cx<'_, '_>) {
    let Some(it) = cx.instruction() else { return };
    let value = &maintainer.value;
    let text = value.trim_matches(['\'', '"']);
    // What LABEL would expand must be escaped; a name with such characters is left to the user.
    let plain = !text.is_empty() && !text.contains(['$', '"', '\\', '`']);
    let fix = plain.then(|| {
        let label = format!("LABEL org.opencontainers.image.authors=\"{text}\"");
        Fix::safe("use a label").replace(it.head, label)
    });
    cx.report(it.keyword.span, "`MAINTAINER` is deprecated")
        .help("use `LABEL org.opencontainers.image.authors=…`")
        .fix(fix);
}
