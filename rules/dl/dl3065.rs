//! DL3065 redundant-platform.

use crate::rule::prelude::*;

rule!(DL3065, on: [From(check)]);

fn check(_: &From<'_>, cx: &mut Cx<'_, '_>) {
    let Some(flag) = cx.instruction().and_then(|it| it.flag("platform")) else {
        return;
    };
    let bare = flag.text().trim_matches(['\'', '"']);
    let name = bare.strip_prefix("${").and_then(|it| it.strip_suffix('}'));
    let name = name.or_else(|| bare.strip_prefix('$')).unwrap_or_default();
    if name == "TARGETPLATFORM" || name.starts_with("TARGETPLATFORM:-") {
        let line = cx
            .source()
            .text()
            .get(flag.span.end as usize..)
            .unwrap_or_default();
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        let behind = flag.span.end + offset(blanks);
        let fix = Fix::safe("delete the flag").delete(Span::new(flag.span.start, behind));
        cx.report(flag.span, "the target platform is what `FROM` takes anyway")
            .help("delete the flag")
            .fix(fix);
    }
}
