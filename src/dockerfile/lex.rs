//! The word grammar of variable expansion: quotes, escapes, `$name` and `${name…}`.
//!
//! Source: the "Environment replacement" section of the Dockerfile reference, and what BuildKit
//! does where it is silent. This module only reads; `model::expand` gives the parts a value.

use crate::text::Range;

/// A stretch of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Literal text, quotes and escapes left out.
    Text(Range),
    /// `$name` or `${name…}`.
    Variable(Variable),
}

/// One variable reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// From `$` to the last character that belongs to it.
    pub range: Range,
    /// The name.
    pub name: Range,
    /// What `${…}` does beside reading the variable.
    pub operator: Option<Operator>,
    /// The word behind the operator: a default, a pattern.
    pub operand: Vec<Part>,
    /// The replacement of `${name/pattern/replacement}`.
    pub replacement: Vec<Part>,
}

/// The operator of `${name…}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `-` or `:-`
    Default {
        /// With a colon, an empty value counts as unset.
        or_empty: bool,
    },
    /// `+` or `:+`
    Alternative {
        /// With a colon, an empty value counts as unset.
        or_empty: bool,
    },
    /// `?` or `:?`
    Required {
        /// With a colon, an empty value counts as unset.
        or_empty: bool,
    },
    /// `#` or `##`
    RemovePrefix {
        /// The longest match is removed.
        longest: bool,
    },
    /// `%` or `%%`
    RemoveSuffix {
        /// The longest match is removed.
        longest: bool,
    },
    /// `/` or `//`
    Replace {
        /// Every match is replaced.
        all: bool,
    },
}

/// Why a word cannot be expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LexError {
    /// What is wrong.
    pub kind: LexErrorKind,
    /// The text at fault.
    pub range: Range,
}

/// The ways in which a word can be malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LexErrorKind {
    /// `'` without an end.
    SingleQuote,
    /// `"` without an end.
    DoubleQuote,
    /// `${` without `}`.
    Brace,
    /// `${}`, `${:…}` or `${{`.
    Substitution,
    /// An operator that Docker does not know.
    Modifier,
    /// Too many references inside each other for this program.
    Depth,
}

/// How quotes and escapes are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lexing {
    /// The escape character.
    pub escape: char,
    /// Quotes group words. False in here-document bodies, where they are text.
    pub quotes: bool,
}

/// References nest no deeper than this in anything a person wrote.
const MAX_DEPTH: usize = 64;

/// Reads a whole word into parts. Stops at the first error.
pub fn read(text: &str, lexing: Lexing) -> Result<Vec<Part>, LexError> {
    let mut lexer = Lexer {
        text,
        at: 0,
        lexing,
        depth: 0,
    };
    lexer.parts(None, Escapes::Removed)
}

/// Calls `found` for each variable in the parts, also those in operands, in order of their starts.
pub fn variables(parts: &[Part], found: &mut dyn FnMut(&Variable)) {
    for part in parts {
        if let Part::Variable(variable) = part {
            found(variable);
            variables(&variable.operand, found);
            variables(&variable.replacement, found);
        }
    }
}

/// Reads the variable reference whose `$` stands at byte `at`, and gives the offset behind it.
/// A `$` that starts no reference is one byte long.
pub(super) fn skip_dollar(
    text: &str,
    at: usize,
    lexing: Lexing,
) -> Result<(usize, bool), LexError> {
    let mut lexer = Lexer {
        text,
        at,
        lexing,
        depth: 0,
    };
    let mut parts = Vec::new();
    lexer.dollar(&mut parts)?;
    let operator = parts.iter().any(|part| match part {
        Part::Variable(variable) => variable.operator.is_some(),
        Part::Text(_) => false,
    });
    Ok((lexer.at, operator))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    Removed,
    /// Patterns see the escape character.
    Kept,
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    lexing: Lexing,
    depth: usize,
}

impl Lexer<'_> {
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

    /// Reads up to `stop`, which is consumed, or to the end of the text.
    fn parts(&mut self, stop: Option<char>, escapes: Escapes) -> Result<Vec<Part>, LexError> {
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

    fn dollar(&mut self, parts: &mut Vec<Part>) -> Result<(), LexError> {
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
            Some(_) => return self.error(LexErrorKind::Modifier, start),
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

#[cfg(test)]
mod tests {
    use super::*;

    const SHELL: Lexing = Lexing {
        escape: '\\',
        quotes: true,
    };

    /// Text parts as they are, variables as `<name>`, errors by name.
    fn shape(text: &str) -> String {
        fn show(parts: &[Part], text: &str, out: &mut String) {
            for part in parts {
                match part {
                    Part::Text(range) => out.push_str(range.of(text)),
                    Part::Variable(variable) => {
                        *out += "<";
                        *out += variable.name.of(text);
                        if variable.operator.is_some() {
                            *out += "|";
                            show(&variable.operand, text, out);
                        }
                        if !variable.replacement.is_empty() {
                            *out += "|";
                            show(&variable.replacement, text, out);
                        }
                        *out += ">";
                    }
                }
            }
        }
        let mut out = String::new();
        match read(text, SHELL) {
            Ok(parts) => show(&parts, text, &mut out),
            Err(error) => out = format!("{:?} at {}", error.kind, error.range.of(text)),
        }
        out
    }

    #[test]
    fn words_of_the_reference() {
        for (text, want) in [
            ("plain", "plain"),
            ("$a-$b", "<a>-<b>"),
            ("${a}b", "<a>b"),
            ("$12x", "<12>x"),
            ("$012", "<012>"),
            ("$@$*", "<@><*>"),
            ("$.$(x)$", "$.$(x)$"),
            ("'$a'\"$b\"\\$c", "$a<b>$c"),
            ("a\\b", "ab"),
            ("\"a\\b\\\"c\"", "a\\b\"c"),
            ("a\\", "a"),
            ("${a:-x y}", "<a|x y>"),
            ("${a:-${b+'}'}}", "<a|<b|}>>"),
            ("${a##*/}", "<a|*/>"),
            ("${a/b/c}", "<a|b|c>"),
            ("${a//b/}", "<a|b>"),
            ("${a%\\}}", "<a|\\}>"),
            ("$env:X", "<env>:X"),
            ("${}", "Substitution at ${}"),
            ("${:x}", "Substitution at ${:"),
            ("${{a}}", "Substitution at ${{"),
            ("${a", "Brace at ${a"),
            ("${a:-b", "Brace at ${a:-b"),
            ("${a:0:1}", "Modifier at ${a:0"),
            ("${a^^}", "Modifier at ${a^"),
            ("${#a}", "Modifier at ${#a"),
            ("${!a}", "Modifier at ${!a"),
            ("${a[0]}", "Modifier at ${a["),
            ("${a:#b}", "Modifier at ${a:#"),
            ("${a b}", "Modifier at ${a "),
            ("${a/b}", "Brace at ${a/b}"),
            ("x 'it", "SingleQuote at 'it"),
            ("x \"it", "DoubleQuote at \"it"),
        ] {
            assert_eq!(shape(text), want, "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_an_error_and_no_stack_overflow() {
        let text = "${a:-".repeat(100_000);
        assert_eq!(read(&text, SHELL).unwrap_err().kind, LexErrorKind::Depth);
    }
}
