//! Modes of files, as `chmod` takes them.

use crate::shell::{Arguments, Command, Syntax, Word};

const MODE: Syntax = Syntax {
    short: "mogtSZ",
    long: &[
        "mode",
        "owner",
        "group",
        "suffix",
        "target-directory",
        "reference",
    ],
    single_dash: false,
};

/// The mode that a command gives to files, and the word it stands in.
pub fn given_mode(command: Command<'_>) -> Option<(Word<'_>, &str)> {
    let args = Arguments::read(command, &MODE);
    if command.program() == Some("chmod") {
        let word = args.operands.first().copied()?;
        return Some((word, word.text()?));
    }
    let flag = args.flag(&["m", "mode"])?;
    let start = flag.word.range().start;
    let value = flag.value?;
    let mut words = command.args().skip_while(|it| it.range().start < start);
    Some((words.find(|it| it.cooked().ends_with(value))?, value))
}

/// The files that get it.
pub fn mode_files(command: Command<'_>) -> impl Iterator<Item = Word<'_>> {
    let skipped = usize::from(command.program() == Some("chmod"));
    Arguments::read(command, &MODE)
        .operands
        .into_iter()
        .skip(skipped)
}

/// True for a mode with which others may write, unless it has the sticky bit, as `/tmp` has.
pub fn lets_all_write(mode: &str) -> bool {
    if mode.bytes().all(|byte| matches!(byte, b'0'..=b'7')) {
        let digit = |back: usize| mode.bytes().rev().nth(back).unwrap_or(b'0');
        return mode.len() >= 3 && digit(0) & 2 != 0 && digit(3) & 1 == 0;
    }
    let open = |clause: &str| {
        clause.find(['+', '=']).is_some_and(|at| {
            let (who, what) = clause.split_at(at);
            let letters = who.chars().all(|c| "ugoa".contains(c));
            letters && who.contains(['o', 'a']) && what.contains('w') && !what.contains('-')
        })
    };
    !mode.contains('t') && mode.split(',').any(open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_for_all() {
        for (mode, want) in [
            ("777", true),
            ("0777", true),
            ("666", true),
            ("2777", true),
            ("1777", false),
            ("3777", false),
            ("755", false),
            ("775", false),
            ("a+w", true),
            ("ugo+rwX", true),
            ("u=rwx,o=rwx", true),
            ("o-w", false),
            ("+w", false),
            ("g+w", false),
            ("a+rwxt", false),
            ("other", false),
        ] {
            assert_eq!(lets_all_write(mode), want, "{mode}");
        }
    }
}
