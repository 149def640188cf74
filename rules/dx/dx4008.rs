//! DX4008 duplicate-package.

use crate::rule::prelude::*;

const MANAGERS: &[Manager] = &[
    Manager::AptGet,
    Manager::Apt,
    Manager::Aptitude,
    Manager::Apk,
    Manager::Yum,
    Manager::Dnf,
    Manager::Microdnf,
    Manager::Zypper,
    Manager::Pip,
    Manager::Npm,
    Manager::Yarn,
    Manager::Gem,
];

rule!(DX4008, on: [Packages(MANAGERS, check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    if !call.installs() {
        return;
    }
    let packages: Vec<_> = call.packages().collect();
    for (at, word) in packages.iter().enumerate() {
        let Some(name) = word.text() else { continue };
        let mut earlier = packages.iter().take(at);
        let same = |it: &&ShellWord<'_>| it.text() == Some(name);
        let Some(first) = earlier.find(same) else {
            continue;
        };
        // Behind options that nobody here knows, both may be values.
        if follows_option(call, *first) && follows_option(call, *word) {
            continue;
        }
        let fix = removal(call, *word, cx);
        cx.report(word.span(), format!("`{name}` stands in this list twice"))
            .label(first.span(), "the first time")
            .help("leave it out")
            .fix(fix);
    }
}

fn before<'s>(call: &PackageCall<'s>, word: ShellWord<'_>) -> Option<ShellWord<'s>> {
    let mut words = call.command.words();
    let next = |it: &ShellWord<'_>| it.range().end > word.range().start;
    let at = words.position(|it| next(&it))?;
    call.command.words().nth(at.checked_sub(1)?)
}

fn follows_option(call: &PackageCall<'_>, word: ShellWord<'_>) -> bool {
    before(call, word).is_some_and(|it| it.cooked().starts_with('-'))
}

/// Deletes a word with the blanks and continuations in front of it. None if more stands there.
fn removal(call: &PackageCall<'_>, word: ShellWord<'_>, cx: &Cx<'_, '_>) -> Option<Fix> {
    let start = before(call, word)?.span().end;
    let between = cx.text(Span::new(start, word.span().start));
    let blank = |c: char| c.is_whitespace() || c == cx.tree().escape;
    let shell = call.command.script().dialect.is_posix_like();
    let whole = cx.text(word.span()) == word.raw();
    let span = Span::new(start, word.span().end);
    (shell && whole && between.chars().all(blank)).then(|| Fix::safe("leave it out").delete(span))
}
