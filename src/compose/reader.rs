//! How templates are read: in one pass over the braces, then one over the text.

use memchr::{memchr, memchr3_iter};

use crate::text::Range;

use super::interpolate::{Operator, Part, Template, Variable};
use super::piece::{Fault, shown};

/// How many references can stand inside each other.
const MAX_DEPTH: u32 = 64;

/// Where braces close, found in one pass so that reading takes no longer than the text.
#[derive(Debug, Default)]
struct Braces {
    /// Each `{` with its `}` on the same line, by offset. Like the loader, this does not look at
    /// the character behind a `{`.
    pairs: Vec<(usize, Option<usize>)>,
    /// All `}`.
    closing: Vec<usize>,
    /// All line breaks.
    breaks: Vec<usize>,
}

impl Braces {
    fn of(text: &str) -> Self {
        let mut braces = Self::default();
        if !text.contains("${") {
            return braces;
        }
        let bytes = text.as_bytes();
        let mut open = Vec::new();
        let mut behind_open = None;
        for at in memchr3_iter(b'{', b'}', b'\n', bytes) {
            let is_skipped = behind_open.take() == Some(at);
            match bytes.get(at) {
                Some(b'\n') => {
                    braces.breaks.push(at);
                    open.clear();
                }
                Some(b'{') if is_skipped => braces.pairs.push((at, None)),
                Some(b'{') => {
                    behind_open = Some(at + 1);
                    open.push(braces.pairs.len());
                    braces.pairs.push((at, None));
                }
                _ => {
                    braces.closing.push(at);
                    let opened = if is_skipped { None } else { open.pop() };
                    if let Some(pair) = opened.and_then(|at| braces.pairs.get_mut(at)) {
                        pair.1 = Some(at);
                    }
                }
            }
        }
        braces
    }

    /// The `}` that belongs to the `{` at an offset, in front of `end`.
    fn matching(&self, open: usize, end: usize) -> Option<usize> {
        let index = self.pairs.binary_search_by_key(&open, |pair| pair.0).ok()?;
        self.pairs.get(index)?.1.filter(|at| *at < end)
    }

    /// The last `}` on the line of `from`, in front of `end`.
    fn last(&self, from: usize, end: usize) -> Option<usize> {
        let next_break = self.breaks.partition_point(|at| *at < from);
        let end = self.breaks.get(next_break).map_or(end, |at| end.min(*at));
        let index = self.closing.partition_point(|at| *at < end);
        let last = self.closing.get(index.checked_sub(1)?).copied();
        last.filter(|at| *at >= from)
    }
}

/// Reads the variables of a text.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    text: &'t str,
    braces: Braces,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let braces = Braces::of(text);
        Self { text, braces }
    }

    /// Reads the part of the text at `range`. `depth` is the number of words around it.
    pub(super) fn template(&self, range: Range, depth: u32) -> Template<'t> {
        let (mut at, end) = (range.start as usize, range.end as usize);
        let mut parts = Vec::new();
        // Plain text since the last other part.
        let mut plain = at;
        while let Some(found) = memchr(b'$', self.bytes(at, end)) {
            let dollar = at + found;
            let Some(part) = self.reference(dollar, end, depth) else {
                at = dollar + 1;
                continue;
            };
            if plain < dollar {
                parts.push(Part::Text(Range::new(plain, dollar)));
            }
            at = part.range().end as usize;
            plain = at;
            parts.push(part);
        }
        if plain < end {
            parts.push(Part::Text(Range::new(plain, end)));
        }
        let text = self.text;
        Template { text, range, parts }
    }

    fn bytes(&self, start: usize, end: usize) -> &'t [u8] {
        self.text.as_bytes().get(start..end).unwrap_or_default()
    }

    fn byte(&self, at: usize, end: usize) -> Option<u8> {
        self.bytes(at, end).first().copied()
    }

    /// Offset behind the name at `at`; `at` if there is none.
    fn name_end(&self, at: usize, end: usize) -> usize {
        let bytes = self.bytes(at, end);
        if bytes.first().is_none_or(u8::is_ascii_digit) {
            return at;
        }
        let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
        at + bytes.iter().take_while(is_name).count()
    }

    /// What starts with the `$` at an offset; none if the `$` stands for itself.
    fn reference(&self, dollar: usize, end: usize, depth: u32) -> Option<Part<'t>> {
        let next = dollar + 1;
        match self.byte(next, end)? {
            b'$' => Some(Part::Dollar(Range::new(dollar, next + 1))),
            b'{' => Some(
                self.braced(dollar, end, depth)
                    .map_or_else(Part::Fault, Part::Variable),
            ),
            _ => {
                let name_end = self.name_end(next, end);
                (name_end > next).then(|| {
                    let range = Range::new(dollar, name_end);
                    Part::Variable(self.variable(range, Range::new(next, name_end), depth))
                })
            }
        }
    }

    fn variable(&self, range: Range, name_range: Range, depth: u32) -> Variable<'t> {
        Variable {
            range,
            name: name_range.of(self.text),
            name_range,
            operator: None,
            word: None,
            is_nested: depth > 0,
        }
    }

    fn braced(&self, dollar: usize, end: usize, depth: u32) -> Result<Variable<'t>, Fault> {
        let start = dollar + 2;
        let name_end = self.name_end(start, end);
        let name_range = Range::new(start, name_end);
        if name_end > start && self.byte(name_end, end) == Some(b'}') {
            let range = Range::new(dollar, name_end + 1);
            return Ok(self.variable(range, name_range, depth));
        }
        let colon = usize::from(self.byte(name_end, end) == Some(b':'));
        let or_empty = colon == 1;
        let operator = match self.byte(name_end + colon, end) {
            Some(b'-') => Operator::Default { or_empty },
            Some(b'?') => Operator::Required { or_empty },
            Some(b'+') => Operator::Alternative { or_empty },
            _ => return Err(self.refused(dollar, name_end, end)),
        };
        if name_end == start {
            return Err(self.refused(dollar, name_end, end));
        }
        let word = name_end + colon + 1;
        let matching = self.braces.matching(dollar + 1, end);
        // With braces that do not match, the loader goes up to the last one.
        let close = matching
            .or_else(|| self.braces.last(word, end))
            .ok_or_else(|| self.refused(dollar, word, end))?;
        let range = Range::new(dollar, close + 1);
        if depth >= MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} variables stand inside each other");
            return Err(Fault::new(range, message));
        }
        let word = self.template(Range::new(word, close), depth + 1);
        if matching.is_none() && word.faults().next().is_some() {
            let opened = shown(Range::new(dollar, name_end).of(self.text));
            return Err(Fault::new(range, format!("{opened} has no matching `}}`")));
        }
        Ok(Variable {
            operator: Some(operator),
            word: Some(word),
            ..self.variable(range, name_range, depth)
        })
    }

    /// Why `${` at an offset is refused. `read` is the offset up to which it made sense.
    fn refused(&self, dollar: usize, read: usize, end: usize) -> Fault {
        let start = dollar + 2;
        let first = self.byte(start, end);
        let close = match first {
            Some(b'}') => Some(start),
            _ => self.braces.matching(dollar + 1, end),
        };
        let Some(mut close) = close else {
            let range = Range::new(dollar, read);
            let opened = shown(range.of(self.text));
            return Fault::new(range, format!("{opened} has no `}}` on the same line"));
        };
        if first == Some(b'{') && self.byte(close + 1, end) == Some(b'}') {
            close += 1;
        }
        let range = Range::new(dollar, close + 1);
        let reference = shown(range.of(self.text));
        let message = match self.byte(read, end) {
            Some(b'}' | b':' | b'-' | b'?' | b'+') if read == start => {
                format!("{reference} names no variable")
            }
            Some(byte) if byte.is_ascii_whitespace() => {
                format!("{reference} has a blank in the name of the variable")
            }
            Some(b'/' | b'%' | b'#' | b'^' | b',' | b'@' | b'!' | b'*') => {
                format!("{reference} is shell syntax that Compose does not know")
            }
            Some(b':') => {
                format!("{reference} has no `-`, `?` or `+` behind the colon")
            }
            Some(b'0'..=b'9') => {
                format!("{reference} names a variable that starts with a digit")
            }
            _ => format!("{reference} is no variable: names have letters, digits and `_` only"),
        };
        Fault::new(range, message)
    }
}
