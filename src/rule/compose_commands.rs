//! The words of commands in Compose files.

use crate::compose::model::Service;
use crate::compose::value::{Place, Value};
use crate::text::Range;

/// A word of a command.
#[derive(Clone, Copy, Debug)]
pub struct CommandWord<'v> {
    /// The word, variables not replaced, without quotes around all of it.
    pub text: &'v str,
    /// Where it is written.
    pub place: Place,
    /// Its place in the text there.
    pub range: Range,
}

impl CommandWord<'_> {
    /// A part of the word, as a part of the text where it is written.
    pub fn part(&self, start: usize) -> Range {
        Range::new(start, self.text.len()).shift(self.range.start)
    }
}

/// The words of everything that a service runs: `entrypoint`, `command`, the test of its health,
/// and its hooks. A text with blanks in a list is taken for a script, and split as well.
pub fn command_words<'v>(service: Service<'v, '_>) -> Vec<Vec<CommandWord<'v>>> {
    let mut all = Vec::new();
    let start = ["entrypoint", "command"]
        .into_iter()
        .filter_map(|key| service.get(key));
    // One goes on where the other one ends.
    all.push(start.flat_map(words_of).collect());
    let test = service.at(&["healthcheck", "test"]);
    all.extend(test.map(words_of));
    let hooks = service.hooks();
    all.extend(hooks.filter_map(|it| Some(words_of(it.get("command")?))));
    all.retain(|words: &Vec<_>| !words.is_empty());
    all
}

/// The words of one command.
pub fn words_of<'v>(value: &'v Value<'_>) -> Vec<CommandWord<'v>> {
    let mut words = Vec::new();
    for item in value.one_or_many() {
        let Some(text) = item.text() else { continue };
        let whole = value.items().is_empty() || text.contains([' ', '\n']);
        let ranges = if whole {
            split(text)
        } else {
            vec![Range::new(0, text.len())]
        };
        words.extend(ranges.into_iter().map(|range| CommandWord {
            text: range.of(text),
            place: item.place,
            range,
        }));
    }
    words
}

/// Where the words of a shell script stand. Quotes hold a word together, and those around all of
/// it are left out; operators end it.
fn split(text: &str) -> Vec<Range> {
    let mut ranges = Vec::new();
    let (mut start, mut quote) = (None, None);
    for (at, c) in text.char_indices() {
        let ends = c.is_whitespace() || matches!(c, ';' | '|' | '&' | '(' | ')' | '<' | '>');
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => {
                quote = Some(c);
                start = start.or(Some(at));
            }
            (None, _) if ends => ranges.extend(start.take().map(|start| unquoted(text, start, at))),
            (None, _) => start = start.or(Some(at)),
        }
    }
    ranges.extend(start.map(|start| unquoted(text, start, text.len())));
    ranges.retain(|range| !range.is_empty());
    ranges
}

fn unquoted(text: &str, start: usize, end: usize) -> Range {
    let word = text.get(start..end).unwrap_or_default();
    let inner = ['"', '\'']
        .iter()
        .find_map(|quote| word.strip_prefix(*quote)?.strip_suffix(*quote));
    match inner {
        Some(_) => Range::new(start + 1, end - 1),
        None => Range::new(start, end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_split() {
        for (text, want) in [
            (
                "redis-server --requirepass x",
                "redis-server|--requirepass|x",
            ),
            ("a && b;c|d", "a|b|c|d"),
            ("a --p=\"b c\" 'd e'", "a|--p=\"b c\"|d e"),
            ("a\n  b", "a|b"),
            ("x \"\" y", "x|y"),
        ] {
            let words: Vec<_> = split(text).iter().map(|it| it.of(text)).collect();
            assert_eq!(words.join("|"), want, "{text}");
        }
    }
}
