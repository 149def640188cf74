//! DX4012 unsorted-packages.

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
];

rule!(DX4012, on: [Packages(MANAGERS, check)]);

fn check(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let packages: Vec<_> = call.packages().collect();
    let (Some(first), Some(last)) = (packages.first(), packages.last()) else {
        return;
    };
    let list = Span::new(first.span().start, last.span().end);
    let open = packages.iter().any(|it| it.cooked().starts_with('$'));
    // A comment starts a group of its own.
    let grouped = cx.text(list).contains('#');
    if !call.installs() || open || grouped || !is_one_per_line(&packages, list, cx) {
        return;
    }
    let key = |it: &ShellWord<'_>| it.cooked().to_ascii_lowercase();
    // Some tools leave `-` and `+` out of account.
    let letters = |it: &ShellWord<'_>| key(it).replace(|c: char| !c.is_ascii_alphanumeric(), "");
    let wrong =
        |(a, b): &(&ShellWord<'_>, &ShellWord<'_>)| key(a) > key(b) && letters(a) > letters(b);
    let mut pairs = packages.iter().zip(packages.iter().skip(1));
    let Some((before, word)) = pairs.find(wrong) else {
        return;
    };
    let mut sorted = packages.clone();
    sorted.sort_by_cached_key(key);
    let moved = packages
        .iter()
        .zip(&sorted)
        .filter(|(old, new)| old.raw() != new.raw());
    let fix = moved.fold(Fix::safe("sort the list"), |fix, (old, new)| {
        fix.replace(old.span(), new.raw())
    });
    let plain = packages.iter().all(|it| cx.text(it.span()) == it.raw());
    let message = format!("`{}` is out of order behind `{}`", word.raw(), before.raw());
    cx.report(word.span(), message)
        .help("sort the list by name")
        .fix(plain.then_some(fix));
}

/// True if each word of a list of three or more stands on a line of its own, and nothing else
/// between them.
fn is_one_per_line(words: &[ShellWord<'_>], list: Span, cx: &Cx<'_, '_>) -> bool {
    let lines = cx.text(list).lines();
    let count = lines
        .filter(|line| line.split_whitespace().count() > 0)
        .count();
    let line = |it: &ShellWord<'_>| cx.source().position(it.span().start).line;
    let apart = words.windows(2).all(|pair| {
        let [a, b] = pair else { return true };
        line(a) < line(b)
    });
    words.len() > 2 && count == words.len() && apart
}
