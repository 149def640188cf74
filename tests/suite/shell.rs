//! The shell inside an instruction: what is run, by which shell, and where it stands in the file.

use plimsoll::dockerfile;
use plimsoll::facts::Facts;
use plimsoll::shell::Dialect;

use super::support::source;

/// For each command of the last instruction: its words as they stand in the file, continuations and
/// all, and the language.
fn commands(text: &str) -> Vec<String> {
    let source = source(text);
    let document = dockerfile::read(&source);
    let facts = Facts::new(&document);
    let last = document.tree.instructions.last().unwrap();
    let mut shown = Vec::new();
    for script in facts.scripts(&document, last) {
        for command in script.commands() {
            let words: Vec<_> = command
                .words()
                .map(|word| source.slice(word.span()))
                .collect();
            shown.push(format!("{:?}: {}", script.dialect, words.join("|")));
        }
    }
    shown
}

#[test]
fn words_are_found_in_the_file() {
    for (text, want) in [
        ("RUN a 'b c' && d", &["Sh: a|'b c'", "Sh: d"] as &[&str]),
        (
            "RUN a \\\n  # in between\n\n  bb\\\ncc",
            &["Sh: a|bb\\\ncc"],
        ),
        ("RUN ap\\\r\nt x \\\r\n y", &["Sh: ap\\\r\nt|x|y"]),
        ("ONBUILD RUN --network=none a b", &["Sh: a|b"]),
        ("RUN é 😀 \\\n ü", &["Sh: é|😀|ü"]),
        ("# escape=`\nFROM a\nRUN a `\n b\\c", &["Sh: a|b\\c"]),
        ("RUN <<E\na\n  b c\nE", &["Sh: a", "Sh: b|c"]),
        ("RUN <<-E\r\n\ta \\\r\n\t\tb\r\n\tE\r\n", &["Sh: a|b"]),
        (
            "RUN cat <<E > x && b\n$(c)\nE",
            &["Sh: cat", "Sh: b", "Sh: c"],
        ),
        ("RUN cat <<-B\n\tc $(d e)\n\tB\n", &["Sh: cat", "Sh: d|e"]),
        ("RUN [\"a\", \"b c\"]", &["Other: a|b c"]),
        (
            "RUN [\"sudo\", \"a\\u0062\"]",
            &["Other: sudo|a\\u0062", "Other: a\\u0062"],
        ),
        (
            "RUN [\"/bin/bash\", \"-ec\", \"cd \\\"x y\\\" && \\u0062 c\"]",
            &[
                "Other: /bin/bash|-ec|cd \\\"x y\\\" && \\u0062 c",
                "Bash: cd|\\\"x y\\\"",
                "Bash: \\u0062|c",
            ],
        ),
        ("RUN", &[]),
        ("RUN []", &[]),
    ] {
        let text = if text.contains("FROM") {
            text.to_owned()
        } else {
            format!("FROM x\n{text}")
        };
        let found = commands(&text);
        assert_eq!(found, want, "{text}");
    }
}

fn dialect(text: &str) -> Option<Dialect> {
    let source = source(text);
    let document = dockerfile::read(&source);
    let facts = Facts::new(&document);
    let last = document.tree.instructions.last().unwrap();
    facts
        .scripts(&document, last)
        .first()
        .map(|script| script.dialect)
}

/// What holds from the start of each script of the last instruction.
#[test]
fn options_a_shell_is_called_with() {
    let options = |text: &str| {
        let source = source(text);
        let document = dockerfile::read(&source);
        let facts = Facts::new(&document);
        let last = document.tree.instructions.last().unwrap();
        let scripts = facts.scripts(&document, last).iter();
        let show = |on: bool, c| if on { c } else { '-' };
        scripts
            .map(|it| format!("{}{}", show(it.errexit, 'e'), show(it.pipefail, 'p')))
            .collect::<Vec<_>>()
            .join(" ")
    };
    for (text, want) in [
        ("FROM a\nRUN a", "--"),
        (
            "FROM a\nSHELL [\"bash\", \"-eo\", \"pipefail\", \"-c\"]\nRUN a",
            "ep",
        ),
        (
            "FROM a\nSHELL [\"conda\", \"run\", \"bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a",
            "-p",
        ),
        (
            "FROM a\nSHELL [\"bash\", \"-o\", \"pipefail\", \"-c\"]\n# hadolint shell=bash\nRUN a",
            "-p",
        ),
        (
            "FROM a\nSHELL [\"bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN <<E\n#!/bin/bash -e\na\nE",
            "e-",
        ),
        (
            "RUN [\"bash\", \"-o\", \"pipefail\", \"-c\", \"a\"]",
            "-- -p",
        ),
        (
            "RUN [\"bash\", \"-eo\", \"pipefail\", \"-c\", \"a\"]",
            "-- ep",
        ),
        ("RUN [\"bash\", \"-c\", \"a\", \"-e\"]", "-- --"),
        ("RUN sh -c 'a' && bash -eo pipefail -c 'b'", "-- -- ep"),
        (
            "RUN busybox sh -ec 'a'; bash -o errexit -c 'b'",
            "-- -- e- e-",
        ),
    ] {
        assert_eq!(options(text), want, "{text}");
    }
}

#[test]
fn the_shell_in_force() {
    for (text, want) in [
        ("FROM a\nRUN x", Dialect::Sh),
        (
            "FROM a\nSHELL [\"/bin/bash\", \"-c\"]\nENV A=b\nRUN x",
            Dialect::Bash,
        ),
        (
            "FROM a AS b\nSHELL [\"/bin/ash\", \"-c\"]\nFROM b\nRUN x",
            Dialect::Ash,
        ),
        ("FROM a AS b\nSHELL [\"zsh\"]\nFROM c\nRUN x", Dialect::Sh),
        ("FROM a\nRUN <<E\n#!/usr/bin/env bash\nx\nE", Dialect::Bash),
        ("FROM a\nRUN <<E\n#!/usr/bin/python3\nx\nE", Dialect::Other),
        (
            "FROM a\nSHELL [\"pwsh\", \"-c\"]\nRUN x",
            Dialect::PowerShell,
        ),
        (
            "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN x",
            Dialect::Cmd,
        ),
        (
            "ARG B=mcr.microsoft.com/windows/nanoserver:1\nFROM $B AS b\nFROM b\nRUN x",
            Dialect::Cmd,
        ),
        ("FROM --platform=windows/amd64 a\nRUN x", Dialect::Cmd),
        ("FROM a\n# hadolint shell=/bin/bash\nRUN x", Dialect::Bash),
        ("# plimsoll shell=bash\nFROM a\nRUN x", Dialect::Bash),
        ("FROM a\n# hadolint shell=bash\nFROM b\nRUN x", Dialect::Sh),
    ] {
        assert_eq!(dialect(text), Some(want), "{text}");
    }
}
