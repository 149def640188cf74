//! DX5106 world-writable.

use crate::rule::prelude::*;

rule!(DX5106, on: [
    Add(check_copy),
    Copy(check_copy),
    Command(&["chmod", "install", "mkdir"], check),
    Command(&["umask"], check_umask),
]);

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some((word, mode)) = given_mode(command) else {
        return;
    };
    let undone = mode_files(command).any(|file| {
        let mut later = command.later();
        later.any(|it| is_undone(it) && mode_files(it).any(|other| other.cooked() == file.cooked()))
    });
    let meant = mode_files(command).any(|file| is_shared(file.cooked()));
    if lets_all_write(mode) && !undone && !meant && cx.is_shipped() {
        report(mode, word.span(), cx);
    }
}

/// True for a command that takes the file away, or gives it another mode.
fn is_undone(command: Command<'_>) -> bool {
    match command.program() {
        Some("rm" | "rmdir") => true,
        Some("chmod") => given_mode(command).is_some_and(|(_, mode)| !lets_all_write(mode)),
        _ => false,
    }
}

/// True for places where many programs, or one under any user, write: data, logs, sockets. What
/// a variable names may be one.
fn is_shared(path: &str) -> bool {
    const FOLDERS: [&str; 9] = [
        "/run",
        "/var/run",
        "/var/lib",
        "/var/log",
        "/var/cache",
        "/var/spool",
        "/data",
        "/home",
        "/dev",
    ];
    let inside = |folder: &&str| {
        let rest = path.strip_prefix(*folder);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    path.contains(['$', '`']) || FOLDERS.iter().any(inside)
}

fn check_umask(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let Some(word) = command.args().next() else {
        return;
    };
    let mask = word.text().unwrap_or_default();
    let open = mask.bytes().all(|byte| matches!(byte, b'0'..=b'7'))
        && mask.bytes().last().is_some_and(|last| last & 2 == 0);
    if open && cx.is_shipped() {
        cx.report(word.span(), "this mask lets every user write to new files")
            .help("use `umask 022`, or `umask 002` for a shared group");
    }
}

fn check_copy<'s>(copy: &Copy<'s>, cx: &mut Cx<'_, 's>) {
    let Some(word) = cx.instruction().and_then(|it| it.flag("chmod")?.word()) else {
        return;
    };
    let meant = copy.destination.as_deref().is_some_and(is_shared);
    if lets_all_write(&word) && !meant && cx.is_shipped() {
        report(&word, word.span, cx);
    }
}

fn report(mode: &str, span: Span, cx: &mut Cx<'_, '_>) {
    // The same mode without the right of others to write.
    let last = mode.chars().last().and_then(|last| last.to_digit(8));
    let better = last.and_then(|last| {
        let start = mode.get(..mode.len() - 1)?;
        Some(format!("{start}{}", last & !2))
    });
    let typed = cx.text(span) == mode;
    let fix = better
        .as_ref()
        .filter(|_| typed)
        .map(|better| Fix::unchecked(format!("use `{better}`")).replace(span, better.clone()));
    cx.report(span, format!("mode `{mode}` lets every user write"))
        .help("let only the owner or a group write, such as with `755` or `775`")
        .fix(fix);
}
