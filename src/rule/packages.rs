//! What rules about package managers share.

use crate::facts::{PackageCall, PackageSetting};
use crate::finding::{Finding, Fix};
use crate::shell::{Command, Flag, Link, Word};
use crate::text::Span;

use super::Cx;

/// Reports each package whose version is not fixed: `repair` says how to write it instead, or
/// nothing if all is well. A word with an expansion may say anything, and is not judged.
pub fn report_unpinned<'s>(
    packages: impl IntoIterator<Item = Word<'s>>,
    cx: &mut Cx<'_, '_>,
    repair: impl Fn(&str) -> Option<String>,
) {
    for word in packages {
        let name = word.text().unwrap_or_default();
        if let Some(better) = repair(name).filter(|_| !name.is_empty()) {
            cx.report(word.span(), format!("the version of `{name}` is not fixed"))
                .help(format!("write `{better}`"));
        }
    }
}

/// [`report_unpinned`] for `yum` and `dnf`. Groups have no versions.
pub fn report_unpinned_rpms(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let mut packages = call.packages();
    match call.verb() {
        "install" => report_unpinned(packages, cx, |name| {
            let fine = name.starts_with('@') || is_path(name, &[".rpm"]) || has_version(name);
            (!fine).then(|| format!("{name}-<version>"))
        }),
        "module" if packages.next().and_then(Word::text) == Some("install") => {
            report_unpinned(packages, cx, |name| {
                (!name.contains(':')).then(|| format!("{name}:<stream>"))
            });
        }
        _ => {}
    }
}

/// `name-1.2-3`, or a condition such as `name >= 1`.
fn has_version(name: &str) -> bool {
    let mut parts = name.split('-').skip(1);
    let of_version = |c: char| c.is_ascii_alphanumeric() || ".~^_:+*".contains(c);
    name.contains(['=', '<', '>'])
        || parts.clone().all(|part| part.chars().all(of_version))
            && parts.any(|part| part.starts_with(|c: char| c.is_ascii_digit()))
}

/// True for paths, addresses, and names of files with one of these endings.
pub fn is_path(name: &str, endings: &[&str]) -> bool {
    name.contains('/') || name.starts_with('.') || has_ending(name, endings)
}

/// True if the name has one of these endings.
pub fn has_ending(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

/// [`report_prompt`] for `yum` and `dnf`.
pub fn report_rpm_prompt(call: &PackageCall<'_>, cx: &mut Cx<'_, '_>) {
    let yes = call.args.has(&["y", "assumeyes"]);
    let set = cx.is_set_before(call, PackageSetting::RpmYes);
    let setopt = |flag: &Flag<'_>| flag.value.is_some_and(|it| it.contains("assumeyes"));
    if !yes
        && !set
        && !call.args.flags.iter().any(setopt)
        && let Some(verb) = rpm_install(call)
    {
        report_prompt(call, verb, cx);
    }
}

/// The word that makes `yum` or `dnf` install something, as the second one in `dnf group install`.
fn rpm_install<'s>(call: &PackageCall<'s>) -> Option<Word<'s>> {
    match call.verb() {
        "install" | "groupinstall" | "localinstall" => call.verb,
        "group" | "groups" | "module" => call
            .packages()
            .next()
            .filter(|word| word.text() == Some("install")),
        _ => None,
    }
}

/// Reports a call that waits for an answer nobody gives, unless one is piped in or options may
/// hide in a variable.
pub fn report_prompt(call: &PackageCall<'_>, verb: Word<'_>, cx: &mut Cx<'_, '_>) {
    if call.args.is_open || is_answered(call) {
        return;
    }
    let fix = insertion(call, verb, " -y").map(|(at, text)| Fix::safe("add `-y`").insert(at, text));
    let message = format!("`{}` stops to ask whether to go on", call.name());
    report_call(call, verb, cx, message)
        .help("add `-y`")
        .fix(fix);
}

/// Reports at the words from the name of the program to `verb`.
pub fn report_call<'c>(
    call: &PackageCall<'_>,
    verb: Word<'_>,
    cx: &'c mut Cx<'_, '_>,
    message: impl Into<String>,
) -> &'c mut Finding {
    let start = call.command.name_word().unwrap_or(verb).span().start;
    cx.report(Span::new(start, verb.span().end), message)
}

/// Where to insert an option behind a word. None in a JSON array, where it needs quotes.
pub fn insertion<'t>(
    call: &PackageCall<'_>,
    word: Word<'_>,
    option: &'t str,
) -> Option<(u32, &'t str)> {
    let shell = call.command.script().dialect.is_posix_like();
    shell.then(|| (word.span().end, option))
}

/// True if `yes` or the like is piped into the command.
pub fn is_answered(call: &PackageCall<'_>) -> bool {
    let mut outer = call.command;
    while let Some(wrapper) = outer.wrapper() {
        outer = wrapper;
    }
    outer.link() == Link::Pipe
        && outer.program() != Some("xargs")
        && matches!(
            outer.earlier().last().and_then(Command::program),
            Some("yes" | "echo" | "printf")
        )
}

/// True if the call itself has this setting of APT, as in `-o APT::Get::Assume-Yes=1`.
pub fn has_apt_option(call: &PackageCall<'_>, setting: &str) -> bool {
    call.args
        .flags
        .iter()
        .filter(|flag| matches!(flag.name, "o" | "option"))
        .filter_map(|flag| flag.value?.split_once('='))
        .any(|(name, _)| name.eq_ignore_ascii_case(setting))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_in_rpm_names() {
        for (name, want) in [
            ("curl", false),
            ("curl-7.76.1-26.el9", true),
            ("curl-7.76.1*", true),
            ("python3-devel", false),
            ("curl-v1", false),
            ("glibc >= 2", true),
        ] {
            assert_eq!(has_version(name), want, "{name}");
        }
    }
}
