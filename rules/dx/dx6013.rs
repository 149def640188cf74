//! DX6013 deprecated-npm-production-flag.

use crate::rule::prelude::*;

rule!(DX6013, on: [Packages(&[Manager::Npm], check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let verb = matches!(call.verb(), "install" | "i" | "ci" | "prune" | "update");
    if !verb || call.args.has(&["omit", "include"]) {
        return;
    }
    let old = call.args.flags.iter().find(|flag| match flag.name {
        "production" => matches!(flag.value, None | Some("true")),
        "only" => matches!(flag.value, Some("prod" | "production")),
        _ => false,
    });
    let Some(old) = old.filter(|_| has_npm_7(cx)) else {
        return;
    };
    let mut span = old.word.span();
    // `--only prod` is two words.
    if old.name == "only" && !old.word.cooked().contains('=') {
        let mut words = call
            .command
            .args()
            .skip_while(|it| it.range() != old.word.range());
        span = words.nth(1).map_or(span, |it| span.join(it.span()));
    }
    let shell = call.command.script().dialect.is_posix_like();
    let fix = Fix::safe("write `--omit=dev`").replace(span, "--omit=dev");
    cx.report(
        span,
        format!("`npm` 7 and later warn about `--{}`", old.name),
    )
    .help("write `--omit=dev`")
    .fix(shell.then_some(fix));
}

/// True if the stage goes back to an official image of Node.js 15 or later, and nothing there
/// installs another `npm`.
fn has_npm_7(cx: &Cx<'_, '_>) -> bool {
    let Some(root) = cx.stage().and_then(|it| cx.model().chain(it.index).last()) else {
        return false;
    };
    let image = ImageRef::read(root.value.prefix());
    let name = image
        .name()
        .strip_prefix("library/")
        .unwrap_or(image.name());
    let tag = image.tag().unwrap_or("latest");
    let digits = tag.find(|c: char| !c.is_ascii_digit()).unwrap_or(tag.len());
    let new = match tag.get(..digits).unwrap_or_default().parse::<u32>() {
        Ok(major) => major >= 15 && (digits < tag.len() || root.value.known().is_some()),
        Err(_) => {
            ["latest", "lts", "current", "alpine", "slim"].contains(&tag) || tag.starts_with("lts-")
        }
    };
    let hub = image.registry().is_none_or(|it| it == "docker.io");
    root.base == Base::Image && hub && name == "node" && new && !cx.tree().text.contains("npm@")
}
