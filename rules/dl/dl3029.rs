//! DL3029 constant-platform.

use crate::rule::prelude::*;

rule!(DL3029, on: [From(check)]);

fn check(from: &From<'_>, cx: &mut Cx<'_, '_>) {
    let Some(flag) = cx.instruction().and_then(|it| it.flag("platform")) else {
        return;
    };
    let platform = flag.text();
    if platform.is_empty() || platform.contains('$') {
        return;
    }
    // A stage called after its platform is meant for that platform.
    let name = from
        .alias
        .as_ref()
        .map(|alias| alias.to_lowercase())
        .unwrap_or_default();
    let platform_lower = platform.to_ascii_lowercase();
    let mut parts = platform_lower.split('/').map(normal);
    if parts.any(|part| !part.is_empty() && name.contains(part)) {
        return;
    }
    cx.report(
        flag.span,
        format!("the platform is always `{platform}`, whatever is asked for"),
    )
    .help("drop it, or use `$BUILDPLATFORM` or `$TARGETPLATFORM`");
}

/// The name that Docker uses for an architecture or a system.
fn normal(part: &str) -> &str {
    match part.split('(').next().unwrap_or_default() {
        "x86_64" | "x86-64" => "amd64",
        "aarch64" => "arm64",
        "armhf" | "armel" => "arm",
        "i386" => "386",
        "macos" => "darwin",
        part => part,
    }
}
