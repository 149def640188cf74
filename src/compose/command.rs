//! Commands given as one text: `command`, `entrypoint` and the commands of hooks.
//!
//! The text is split into words as a shell would, but no shell runs it. At the first unquoted
//! `;`, `&`, `|`, `<` or `>` splitting stops, and the rest is dropped without a word.

use crate::text::Range;

use super::piece::{Fault, Piece, Slot};

/// A command split into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The words, quotes and backslashes undone; their ranges include them. After a word that is
    /// not known, the number of words is a guess.
    pub words: Vec<Slot<String>>,
    /// Where splitting stopped, if it did.
    pub stop: Option<Stop>,
}

/// The place at which splitting stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The operator, such as `&&`.
    pub operator: String,
    /// Where the operator stands.
    pub range: Range,
    /// All that is dropped: the operator and what is behind it. In front of `>` this includes a
    /// number, as in `2>&1`.
    pub dropped: Range,
}

/// Splits a command.
pub fn split(command: Piece<'_>) -> Result<Words, Fault> {
    let mut splitter = Splitter {
        command,
        words: Vec::new(),
        word: None,
        text: String::new(),
    };
    let stop = splitter.run()?;
    splitter.end_word(stop.map_or(command.text().len(), |(at, _)| at));
    let stop = stop.map(|(at, dropped)| {
        let rest = command.text().get(at..).unwrap_or_default();
        let end = rest.find(|c| !is_operator(c)).unwrap_or(rest.len());
        Stop {
            operator: rest.get(..end).unwrap_or_default().to_owned(),
            range: command.slice(at, at + end).source(),
            dropped: command.slice(dropped, command.text().len()).source(),
        }
    });
    Ok(Words {
        words: splitter.words,
        stop,
    })
}

/// What may be open while a word is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Nothing,
    Single,
    Double,
    Backtick,
    /// `$(`
    Dollar,
}

struct Splitter<'e> {
    command: Piece<'e>,
    words: Vec<Slot<String>>,
    /// Where the word in progress starts.
    word: Option<usize>,
    /// The word in progress.
    text: String,
}

impl Splitter<'_> {
    /// Reads up to the end, or to an operator: its offset, and that of what is dropped.
    fn run(&mut self) -> Result<Option<(usize, usize)>, Fault> {
        let mut open = (Open::Nothing, 0);
        let mut chars = self.command.text().char_indices();
        while let Some((at, c)) = chars.next() {
            if matches!(c, ' ' | '\t' | '\r' | '\n') {
                if open.0 == Open::Nothing {
                    self.end_word(at);
                } else {
                    self.text.push(c);
                }
                continue;
            }
            if open.0 == Open::Nothing && is_operator(c) {
                return Ok(Some((at, self.number_in_front(c).unwrap_or(at))));
            }
            self.word.get_or_insert(at);
            if c == '\\' && open.0 != Open::Single {
                let Some((_, escaped)) = chars.next() else {
                    let last = self.command.slice(at, at + 1);
                    return Err(last.fault("a backslash at the end has nothing to escape"));
                };
                self.text.push(match escaped {
                    't' => '\t',
                    'n' => '\n',
                    other => other,
                });
                continue;
            }
            let is_quote = self.quote(at, c, &mut open)?;
            if !is_quote {
                self.text.push(c);
            }
        }
        match open {
            (Open::Nothing, _) => Ok(None),
            (open, at) => Err(self.left_open(open, at)),
        }
    }

    /// Opens and closes quotes. True for a quote that is no part of the word.
    fn quote(&self, at: usize, c: char, open: &mut (Open, usize)) -> Result<bool, Fault> {
        let next = match (c, open.0) {
            ('\'', Open::Nothing) => Open::Single,
            ('"', Open::Nothing) => Open::Double,
            ('\'', Open::Single) | ('"', Open::Double) => {
                open.0 = Open::Nothing;
                return Ok(true);
            }
            ('`', Open::Nothing) => Open::Backtick,
            ('`', Open::Backtick) | (')', Open::Dollar) => Open::Nothing,
            ('(', Open::Nothing) if self.text.ends_with('$') => Open::Dollar,
            ('(' | ')', Open::Nothing) | ('(', Open::Dollar) => {
                let message = format!("`{c}` outside of quotes, and no shell runs the command");
                return Err(self.command.slice(at, at + 1).fault(message));
            }
            _ => return Ok(false),
        };
        *open = (next, at);
        Ok(matches!(next, Open::Single | Open::Double))
    }

    fn left_open(&self, open: Open, at: usize) -> Fault {
        let opened = match open {
            Open::Single => "`'`",
            Open::Double => "`\"`",
            Open::Dollar => "`$(`",
            Open::Backtick | Open::Nothing => "a backtick",
        };
        let place = self.command.slice(at, at + 1);
        place.fault(format!("{opened} is never closed"))
    }

    /// The start of the word in progress, if it is the number of `2>`; it is dropped.
    fn number_in_front(&mut self, c: char) -> Option<usize> {
        let is_number = !self.text.is_empty() && self.text.bytes().all(|it| it.is_ascii_digit());
        if c != '>' || !is_number {
            return None;
        }
        self.text.clear();
        self.word.take()
    }

    fn end_word(&mut self, end: usize) {
        let Some(start) = self.word.take() else {
            return;
        };
        let text = std::mem::take(&mut self.text);
        let piece = self.command.slice(start, end);
        let value = piece.is_known().then_some(text);
        self.words.push(piece.slot(value));
    }
}

fn is_operator(c: char) -> bool {
    matches!(c, ';' | '&' | '|' | '<' | '>')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::{Expanded, Lookup};

    fn read(text: &str) -> Result<Words, (String, String)> {
        let expanded = Expanded::of(text, &|_| Lookup::Unknown);
        split(expanded.all()).map_err(|fault| (fault.range.of(text).to_owned(), fault.message))
    }

    /// The operator and what is dropped.
    type Stopped = Option<(&'static str, &'static str)>;

    #[test]
    fn commands_are_split() {
        // A word that is not known is shown as `?`.
        let table: [(&str, &[&str], Stopped); 22] = [
            ("", &[], None),
            ("  ", &[], None),
            ("a b  c", &["a", "b", "c"], None),
            ("a\n b\t\r\nc", &["a", "b", "c"], None),
            ("a 'b c' \"d e\"", &["a", "b c", "d e"], None),
            ("a'b'\"c\"d", &["abcd"], None),
            ("a ''", &["a", ""], None),
            (r"a\ b \'c 'd\e'", &["a b", "'c", r"d\e"], None),
            (r"a\tb", &["a\tb"], None),
            (
                "cd /x && npm start",
                &["cd", "/x"],
                Some(("&&", "&& npm start")),
            ),
            ("a;b", &["a"], Some((";", ";b"))),
            ("a 2>&1", &["a"], Some((">&", "2>&1"))),
            ("a x>y", &["a", "x"], Some((">", ">y"))),
            ("a > b", &["a"], Some((">", "> b"))),
            ("| a", &[], Some(("|", "| a"))),
            ("sh -c \"a && b\"", &["sh", "-c", "a && b"], None),
            ("a '&&' \\; b", &["a", "&&", ";", "b"], None),
            ("a `b c` d", &["a", "`b c`", "d"], None),
            ("a $$(b c) d", &["a", "$(b c)", "d"], None),
            ("a * {b,c} ~", &["a", "*", "{b,c}", "~"], None),
            ("a ${B} c${D:-d e}", &["a", "?", "cd", "e"], None),
            ("${A} && b", &["?"], Some(("&&", "&& b"))),
        ];
        for (text, expected, stop) in table {
            let words = read(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
            let found: Vec<_> = words
                .words
                .iter()
                .map(|it| it.value.as_deref().unwrap_or("?"))
                .collect();
            assert_eq!(found, expected, "{text}");
            let found = words
                .stop
                .map(|it| (it.operator, it.range.of(text), it.dropped.of(text)));
            let found = found.as_ref().map(|(operator, at, dropped)| {
                assert_eq!(operator, at);
                (*at, *dropped)
            });
            assert_eq!(found, stop, "{text}");
        }
    }

    #[test]
    fn words_have_places() {
        let text = "a 'b c' x\\ y";
        let words = read(text).unwrap().words;
        let places: Vec<_> = words.iter().map(|it| it.range.of(text)).collect();
        assert_eq!(places, ["a", "'b c'", "x\\ y"]);
    }

    #[test]
    fn faults_are_placed() {
        let table = [
            ("a 'b", "'", "`'` is never closed"),
            ("a \"b", "\"", "`\"` is never closed"),
            ("a `b", "`", "a backtick is never closed"),
            (
                "a (b)",
                "(",
                "`(` outside of quotes, and no shell runs the command",
            ),
            (
                "a b)",
                ")",
                "`)` outside of quotes, and no shell runs the command",
            ),
            ("a $$(b", "(", "`$(` is never closed"),
            ("a \\", "\\", "a backslash at the end has nothing to escape"),
        ];
        for (text, place, message) in table {
            let fault = (place.to_owned(), message.to_owned());
            assert_eq!(read(text), Err(fault), "{text}");
        }
    }
}
