//! How a shell is called: `bash -euo pipefail -c '…'`.

use super::{Dialect, Setting};

/// The number of the word with the script of a shell that is called with `-c`, also by another
/// program, and how that shell is set.
pub fn shell_call(words: &[&str]) -> Option<(Setting, usize)> {
    let at = words.iter().position(|word| is_shell(word))?;
    let mut setting = Setting::from(Dialect::of_program(words.get(at)?));
    let args = words.get(at + 1..)?;
    let count = read_options(args.iter().copied(), &mut setting);
    let (options, rest) = args.split_at_checked(count)?;
    let takes_script = options.iter().any(|word| is_option(word, 'c'));
    (takes_script && !rest.is_empty()).then_some((setting, at + 1 + count))
}

/// True for the name of a program that takes options and scripts as the Bourne shell does.
pub fn is_shell(program: &str) -> bool {
    Dialect::of_program(program).is_posix_like()
}

/// Reads the options a shell is called with, and tells how many words they are.
pub fn read_options<'w>(words: impl IntoIterator<Item = &'w str>, setting: &mut Setting) -> usize {
    let mut words = words.into_iter();
    let mut count = 0;
    while let Some(word) = words.next()
        && word.len() > 1
        && word.starts_with(['-', '+'])
    {
        count += 1;
        setting.errexit |= is_option(word, 'e');
        if !word.starts_with("--") && word.contains('o') {
            count += 1;
            let on = word.starts_with('-');
            match words.next() {
                Some("pipefail") => setting.pipefail = on,
                Some("errexit") => setting.errexit = on,
                _ => {}
            }
        }
    }
    count
}

/// True for a cluster of short options with this one in it.
pub fn is_option(word: &str, option: char) -> bool {
    let options = word.strip_prefix('-').unwrap_or_default();
    !options.starts_with('-') && options.contains(option)
}
