//! CP1110 unresolved-include.

use crate::rule::prelude::*;

rule!(CP1110, on: [Compose(check)]);

fn check(cx: &mut ComposeCx<'_, '_>) {
    report_misfits(MisfitKind::Include, cx);
    for gap in &cx.project().gaps {
        let name = shown(&gap.name);
        let (message, help) = match gap.kind {
            GapKind::NoIncludedFile => (
                format!("there is no file {name}"),
                "write the path from the folder of this file",
            ),
            GapKind::NoEnvFile => (
                format!("there is no env file {name}"),
                "write the path from the folder of this file",
            ),
            GapKind::IncludeCycle => (
                format!("including {name} here leads in a circle"),
                "delete one `include` of the circle",
            ),
            _ => continue,
        };
        cx.report(gap.place, message).help(help);
    }
}
