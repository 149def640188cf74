//! DL1001 inline-ignore.

use crate::rule::prelude::*;

rule!(DL1001, on: [Pragma(check)]);

fn check(pragma: &Pragma<'_>, cx: &mut Cx<'_, '_>) {
    if let (PragmaKind::IgnoreNext(codes), Tool::Hadolint | Tool::Plimsoll) =
        (&pragma.kind, pragma.tool)
    {
        let codes: Vec<_> = codes.iter().map(|code| code.text).collect();
        cx.report(
            pragma.span,
            format!("a comment ignores {}", codes.join(", ")),
        )
        .help("put it right, or ignore it in the configuration");
    }
}
