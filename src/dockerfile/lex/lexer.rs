//! Reads words, character by character.

use crate::text::Range;

use super::{LexError, LexErrorKind, Lexing, Operator, Part, Variable};

/// References nest no deeper than this in anything a person wrote.
const MAX_DEPTH: usize = 64;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    Removed,
    /// Patterns see the escape character.
    Kept,
}

pub(super) struct Lexer<'t> {
    text: &'t str,
    /// Offset of the next character.
    pub at: usize,
    lexing: Lexing,
    depth: usize,
}

impl<'t> Lexer<'t> {
    /// Starts at a byte of `text`.
    pub(super) fn new(text: &'t str, at: usize, lexing: Lexing) -> Self {
        let depth = 0;
        Self {
            text,
            at,
            lexing,
            depth,
        }
    }

    fn peek(&self) -> Option<char> {
        self.text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn error<T>(&self, kind: LexErrorKind, start: usize) -> Result<T, LexError> {
        Err(LexError {
            kind,
            range: Range::new(start, self.at),
        })
    }

    /// An operator that Docker does not know. The whole of `${…}` is at fault, if it has an end.
    fn modifier_error<T>(&mut self, start: usize) -> Result<T, LexError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let ends = |c: char| matches!(c, '}' | '"' | '\'' | '$' | '{') || c.is_whitespace();
        if let Some(end) = rest
            .find(ends)
            .filter(|end| rest.get(*end..=*end) == Some("}"))
        {
            self.at += end + 1;
        }
        self.error(LexErrorKind::Modifier, start)
    }

    /// Reads up to `stop`, which is consumed, or to the end of the text.
    pub(super) fn parts(
        &mut self,
        stop: Option<char>,
        escapes: Escapes,
    ) -> Result<Vec<Part>, LexError> {
        let start = self.at;
        let mut parts = Vec::new();
        while let Some(c) = self.peek() {
            if Some(c) == stop {
                self.at += c.len_utf8();
                return Ok(parts);
            }
            match c {
                '$' => self.dollar(&mut parts)?,
                '\'' if self.lexing.quotes => self.single_quoted(&mut parts)?,
                '"' if self.lexing.quotes => self.double_quoted(&mut parts)?,
                c if c == self.lexing.escape => self.escaped(&mut parts, escapes),
                _ => self.text(&mut parts),
            }
        }
        if stop.is_some() {
            self.error(LexErrorKind::Brace, start)
        } else {
            Ok(parts)
        }
    }

    /// Takes one character as text.
    fn text(&mut self, parts: &mut Vec<Part>) {
        let start = self.at;
        if self.next().is_some() {
            push_text(parts, Range::new(start, self.at));
        }
    }

    /// The escape character makes the next one literal; at the end of the text it vanishes.
    fn escaped(&mut self, parts: &mut Vec<Part>, escapes: Escapes) {
        if escapes == Escapes::Kept {
            self.text(parts);
        } else {
            self.next();
        }
        self.text(parts);
    }

    fn single_quoted(&mut self, parts: &mut Vec<Part>) -> Result<(), LexError> {
        let start = self.at;
        self.next();
        let Some(len) = self.text.get(self.at..).and_then(|rest| rest.find('\'')) else {
            self.at = self.text.len();
            return self.error(LexErrorKind::SingleQuote, start);
        };
        push_text(parts, Range::new(self.at, self.at + len));
        self.at += len + 1;
        Ok(())
    }

    fn double_quoted(&mut self, parts: &mut Vec<Part>) -> Result<(), LexError> {
        let start = self.at;
        self.next();
        // An empty pair of quotes is still a part, so that `""` is not nothing at all.
        push_text(parts, Range::new(self.at, self.at));
        while let Some(c) = self.peek() {
            match c {
                '"' => {
                    self.next();
                    return Ok(());
                }
                '$' => self.dollar(parts)?,
                c if c == self.lexing.escape => {
                    let rest = self.text.get(self.at + c.len_utf8()..).unwrap_or_default();
                    if rest.starts_with(['"', '$', self.lexing.escape]) {
                        self.next();
                    }
                    self.text(parts);
                }
                _ => self.text(parts),
            }
        }
        self.error(LexErrorKind::DoubleQuote, start)
    }

    pub(super) fn dollar(&mut self, parts: &mut Vec<Part>) -> Result<(), LexError> {
        let start = self.at;
        self.next();
        if self.peek() == Some('{') {
            self.next();
            let variable = self.braced(start)?;
            parts.push(Part::Variable(variable));
            return Ok(());
        }
        let name = self.name();
        let range = Range::new(start, self.at);
        if name.is_empty() {
            push_text(parts, range);
        } else {
            let (operand, replacement) = (Vec::new(), Vec::new());
            let variable = Variable {
                range,
                name,
                operator: None,
                operand,
                replacement,
            };
            parts.push(Part::Variable(variable));
        }
        Ok(())
    }

    /// Reads behind `${`.
    fn braced(&mut self, start: usize) -> Result<Variable, LexError> {
        if self.depth >= MAX_DEPTH {
            return self.error(LexErrorKind::Depth, start);
        }
        match self.peek() {
            None => return self.error(LexErrorKind::Brace, start),
            Some('{' | '}' | ':') => {
                self.next();
                return self.error(LexErrorKind::Substitution, start);
            }
            Some(_) => {}
        }
        let name = self.name();
        let (mut operand, mut replacement) = (Vec::new(), Vec::new());
        self.depth += 1;
        let operator = self.operator(start)?;
        if let Some(operator) = operator {
            let stop = if matches!(operator, Operator::Replace { .. }) {
                '/'
            } else {
                '}'
            };
            let escapes = match operator {
                Operator::Default { .. }
                | Operator::Alternative { .. }
                | Operator::Required { .. } => Escapes::Removed,
                _ => Escapes::Kept,
            };
            operand = self.operand(start, stop, escapes)?;
            if stop == '/' {
                replacement = self.operand(start, '}', Escapes::Kept)?;
            }
        }
        self.depth -= 1;
        Ok(Variable {
            range: Range::new(start, self.at),
            name,
            operator,
            operand,
            replacement,
        })
    }

    fn operand(
        &mut self,
        start: usize,
        stop: char,
        escapes: Escapes,
    ) -> Result<Vec<Part>, LexError> {
        self.parts(Some(stop), escapes)
            .or_else(|error| match error.kind {
                LexErrorKind::Brace => self.error(LexErrorKind::Brace, start),
                _ => Err(error),
            })
    }

    fn operator(&mut self, start: usize) -> Result<Option<Operator>, LexError> {
        let Some(c) = self.next() else {
            return self.error(LexErrorKind::Brace, start);
        };
        let or_empty = c == ':';
        let c = if or_empty { self.next() } else { Some(c) };
        let operator = match c {
            Some('}') if !or_empty => return Ok(None),
            Some('-') => Operator::Default { or_empty },
            Some('+') => Operator::Alternative { or_empty },
            Some('?') => Operator::Required { or_empty },
            Some('#') if !or_empty => Operator::RemovePrefix {
                longest: self.take('#'),
            },
            Some('%') if !or_empty => Operator::RemoveSuffix {
                longest: self.take('%'),
            },
            Some('/') if !or_empty => Operator::Replace {
                all: self.take('/'),
            },
            Some(_) => return self.modifier_error(start),
            None => return self.error(LexErrorKind::Brace, start),
        };
        Ok(Some(operator))
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.next();
        }
        found
    }

    /// A name: letters, digits and `_`; all digits if it starts with one; or one of the special
    /// parameters of a shell.
    fn name(&mut self) -> Range {
        let start = self.at;
        match self.peek() {
            Some('@' | '*' | '#' | '?' | '-' | '$' | '!') => {
                self.next();
            }
            Some(c) if c.is_numeric() => {
                while self.peek().is_some_and(char::is_numeric) {
                    self.next();
                }
            }
            _ => {
                while self.peek().is_some_and(|c| c.is_alphanumeric() || c == '_') {
                    self.next();
                }
            }
        }
        Range::new(start, self.at)
    }
}

/// Appends text, joined to the text before it if nothing lies between.
fn push_text(parts: &mut Vec<Part>, range: Range) {
    match parts.last_mut() {
        Some(Part::Text(last)) if last.end == range.start => last.end = range.end,
        _ => parts.push(Part::Text(range)),
    }
}
