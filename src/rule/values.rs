//! The words of an instruction, and what a shell would do with them.

use crate::dockerfile::ast::{Instruction, Kind, Pairs};
use crate::text::{Range, Word};

/// The words of an instruction in which Docker replaces variables, each with the name that it gives
/// a value. Those of `RUN` and its like are for the shell, those of `FROM` name images.
pub fn expanded_words<'i, 's>(
    it: &'i Instruction<'s>,
) -> Vec<(Option<&'i Word<'s>>, &'i Word<'s>)> {
    let nameless = |word: &'i Word<'s>| (None, word);
    let pairs = |pairs: &'i Pairs<'s>| {
        let pairs = pairs.pairs.iter();
        pairs.map(|it| (Some(&it.key), &it.value)).collect()
    };
    match &it.kind {
        Kind::Add(copy) | Kind::Copy(copy) => {
            let files = copy.sources.iter().filter(|it| it.heredoc.is_none());
            let words = files.map(|it| &it.word).chain(&copy.destination);
            words.map(nameless).collect()
        }
        Kind::Arg(arg) => {
            let names = arg.names.iter();
            names
                .filter_map(|it| Some((Some(&it.name), it.default.as_ref()?)))
                .collect()
        }
        Kind::Env(env) => pairs(env),
        Kind::Label(label) => pairs(label),
        Kind::Expose(expose) => expose.ports.iter().map(nameless).collect(),
        Kind::Volume(volume) => volume.paths.iter().map(nameless).collect(),
        Kind::Stopsignal(it) | Kind::User(it) | Kind::Workdir(it) => vec![nameless(&it.value)],
        _ => Vec::new(),
    }
}

/// The first `$(…)`, or commands in backticks, that no single quotes and no escape keep from a
/// shell.
pub fn substitution(text: &str, escape: char) -> Option<Range> {
    let (mut single, mut double) = (false, false);
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let rest = text.get(at..).unwrap_or_default();
        match c {
            '\'' if !double => single = !single,
            _ if single => {}
            c if c == escape || c == '\\' => {
                chars.next();
            }
            '"' => double = !double,
            '$' if rest.starts_with("$(") => {
                return Some(Range::new(at, at + closed(rest)?));
            }
            '`' => {
                let end = rest.get(1..)?.find('`')?;
                return Some(Range::new(at, at + end + 2));
            }
            _ => {}
        }
    }
    None
}

/// The first variable in capitals, or `$(…)`, that a shell would replace in a text without quotes.
pub fn shell_expansion(text: &str) -> Option<Range> {
    let mut dollars = text.match_indices('$').map(|(at, _)| at);
    dollars.find_map(|at| {
        let rest = text.get(at + 1..)?;
        if rest.starts_with('(') {
            return Some(Range::new(at, at + 1 + closed(rest)?));
        }
        let braced = rest.strip_prefix('{');
        let name = braced.unwrap_or(rest);
        let is_part = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let len = name.find(|c| !is_part(c)).unwrap_or(name.len());
        let behind = name.get(len..)?;
        let end = match braced {
            Some(_) => len + behind.find('}')? + 2,
            None => len,
        };
        let is_name = name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_');
        let ends = braced.is_some() || !behind.starts_with(char::is_alphabetic);
        (is_name && ends).then(|| Range::new(at, at + 1 + end))
    })
}

/// Length of `$(…)` at the start of a text. None without an end.
fn closed(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn substitutions_outside_single_quotes() {
        for (text, want) in [
            ("a-$(date)-b", "$(date)"),
            ("\"$(a $(b) c)\"", "$(a $(b) c)"),
            ("`a`", "`a`"),
            ("\"it's $(x)\"", "$(x)"),
            ("'$(x)'", ""),
            ("\\$(x)", ""),
            ("\\`x\\`", ""),
            ("$(x", ""),
            ("$X(a)", ""),
        ] {
            let found = substitution(text, '\\').map_or("", |range| range.of(text));
            assert_eq!(found, want, "{text}");
        }
    }

    #[test]
    fn what_a_shell_replaces() {
        for (text, want) in [
            ("--port=$PORT", "$PORT"),
            ("${A:-b}/c", "${A:-b}"),
            ("$(nproc)", "$(nproc)"),
            ("$host/$A", "$A"),
            ("$Abc", ""),
            ("a$", ""),
            ("$1", ""),
            ("${A", ""),
        ] {
            let found = shell_expansion(text).map_or("", |range| range.of(text));
            assert_eq!(found, want, "{text}");
        }
    }
}
