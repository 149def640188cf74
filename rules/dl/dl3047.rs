//! DL3047 wget-progress.

use crate::rule::prelude::*;

rule!(DL3047, on: [Command(&["wget"], check)]);

const WGET: Syntax = Syntax {
    // `-n` starts options of two letters, such as `-nv`.
    short: "aABDeIiQlnoOPRtTUwX",
    long: &[
        "body-data",
        "body-file",
        "ca-certificate",
        "certificate",
        "directory-prefix",
        "header",
        "http-password",
        "http-user",
        "input-file",
        "load-cookies",
        "method",
        "output-document",
        "password",
        "post-data",
        "post-file",
        "private-key",
        "referer",
        "retry-on-http-error",
        "timeout",
        "tries",
        "user",
        "user-agent",
        "wait",
        "waitretry",
    ],
    single_dash: false,
};

/// Options that make it say less, or say it to a file, or download nothing.
const CALM: &[&str] = &[
    "append-output",
    "a",
    "background",
    "b",
    "no-verbose",
    "output-file",
    "o",
    "progress",
    "q",
    "quiet",
    "spider",
];

fn check(command: Command<'_>, cx: &mut Cx<'_, '_>) {
    let args = Arguments::read(command, &WGET);
    let not_verbose = args
        .flags
        .iter()
        .any(|flag| flag.name == "n" && flag.value.is_some_and(|it| it.contains('v')));
    let loads = !args.operands.is_empty() || args.has(&["i", "input-file"]);
    // A single variable is the address.
    let open = args.operands.len() > 1
        && args
            .operands
            .iter()
            .any(|word| word.is_dynamic() && word.raw().starts_with('$'));
    let Some(word) = command.name_word().filter(|_| loads && !open) else {
        return;
    };
    if not_verbose || args.has(CALM) {
        return;
    }
    let (busybox, shell) = match command.script().dialect {
        Dialect::Ash => (true, true),
        other => (false, other.is_posix_like()),
    };
    // The `wget` of busybox knows no `--progress`.
    let option = if busybox { "-q" } else { "--progress=dot:giga" };
    let fix =
        Fix::unchecked(format!("add `{option}`")).insert(word.span().end, format!(" {option}"));
    cx.report(
        word.span(),
        "`wget` fills the build log with its progress bar",
    )
    .help(format!("add `{option}`"))
    .fix(shell.then_some(fix));
}
