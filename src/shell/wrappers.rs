//! Commands that run another command given as their arguments.

use super::script::{RawCommand, RawWord, Script};

/// How the options of a wrapper are passed over to find what it runs.
struct Wrapper {
    names: &'static [&'static str],
    /// Short options that take a value.
    short: &'static str,
    /// Long options that take a value as the next word.
    long: &'static [&'static str],
    /// Plain words between the options and the command.
    operands: usize,
    /// `NAME=value` words may stand before the command.
    assignments: bool,
}

const WRAPPERS: [Wrapper; 11] = [
    Wrapper {
        names: &["sudo", "doas"],
        short: "CDghpRrTtUu",
        long: &[
            "--user", "--group", "--host", "--prompt", "--chdir", "--chroot", "--role", "--type",
        ],
        operands: 0,
        assignments: true,
    },
    Wrapper {
        names: &["env"],
        short: "uCS",
        long: &["--unset", "--chdir"],
        operands: 0,
        assignments: true,
    },
    Wrapper {
        names: &["exec"],
        short: "a",
        long: &[],
        operands: 0,
        assignments: false,
    },
    Wrapper {
        names: &[
            "command",
            "builtin",
            "nohup",
            "eatmydata",
            "setsid",
            "busybox",
            "tini",
        ],
        short: "",
        long: &[],
        operands: 0,
        assignments: false,
    },
    Wrapper {
        names: &["time"],
        short: "fo",
        long: &["--format", "--output"],
        operands: 0,
        assignments: false,
    },
    Wrapper {
        names: &["nice"],
        short: "n",
        long: &["--adjustment"],
        operands: 0,
        assignments: false,
    },
    Wrapper {
        names: &["ionice"],
        short: "cnp",
        long: &["--class", "--classdata"],
        operands: 0,
        assignments: false,
    },
    Wrapper {
        names: &["timeout"],
        short: "ks",
        long: &["--kill-after", "--signal"],
        operands: 1,
        assignments: false,
    },
    Wrapper {
        names: &["gosu", "su-exec", "setpriv"],
        short: "",
        long: &[],
        operands: 1,
        assignments: false,
    },
    Wrapper {
        names: &["chroot"],
        short: "",
        long: &["--groups", "--userspec"],
        operands: 1,
        assignments: false,
    },
    Wrapper {
        names: &["xargs"],
        short: "adEILnPs",
        long: &[
            "--arg-file",
            "--delimiter",
            "--max-args",
            "--max-procs",
            "--replace",
        ],
        operands: 0,
        assignments: false,
    },
];

/// The index of the word that names the command which `command` runs. None if it is no wrapper, or
/// what it runs cannot be told.
pub(super) fn target(script: &Script<'_>, command: &RawCommand) -> Option<usize> {
    let text = |word: &RawWord| match (&word.cooked, word.dynamic) {
        (_, true) => None,
        (Some(cooked), _) => Some(cooked.to_string()),
        (None, _) => Some(word.range.of(script.text.as_str()).to_owned()),
    };
    let name = text(script.words.get(command.words.start)?)?;
    let base = name.rsplit('/').next().unwrap_or_default();
    let wrapper = WRAPPERS
        .iter()
        .find(|wrapper| wrapper.names.contains(&base))?;
    let mut operands = wrapper.operands;
    let mut at = command.words.start + 1;
    while at < command.words.end {
        let word = text(script.words.get(at)?)?;
        if word == "--" {
            at += 1;
            break;
        }
        if let Some(long) = word.strip_prefix("--") {
            let value = wrapper
                .long
                .iter()
                .any(|known| known.strip_prefix("--") == Some(long));
            at += 1 + usize::from(value);
        } else if let Some(short) = word.strip_prefix('-').filter(|short| !short.is_empty()) {
            // `command -v x` asks, it runs nothing.
            if base == "command" && short.contains(['v', 'V']) {
                return None;
            }
            let takes = short.find(|c| wrapper.short.contains(c));
            let next = takes.is_some_and(|at| at + 1 == short.len());
            at += 1 + usize::from(next);
        } else if wrapper.assignments && is_assignment(&word) {
            at += 1;
        } else if operands > 0 {
            operands -= 1;
            at += 1;
        } else {
            break;
        }
    }
    (operands == 0 && at < command.words.end).then_some(at)
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}
