//! The word grammar of variable expansion: quotes, escapes, `$name` and `${name…}`.
//!
//! Source: the "Environment replacement" section of the Dockerfile reference, and what BuildKit
//! does where it is silent. This module only reads; `model::expand` gives the parts a value.

mod lexer;

use crate::text::Range;

use lexer::{Escapes, Lexer};

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

/// Reads a whole word into parts. Stops at the first error.
pub fn read(text: &str, lexing: Lexing) -> Result<Vec<Part>, LexError> {
    let mut lexer = Lexer::new(text, 0, lexing);
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
pub(in crate::dockerfile) fn skip_dollar(
    text: &str,
    at: usize,
    lexing: Lexing,
) -> Result<(usize, bool), LexError> {
    let mut lexer = Lexer::new(text, at, lexing);
    let mut parts = Vec::new();
    lexer.dollar(&mut parts)?;
    let operator = parts.iter().any(|part| match part {
        Part::Variable(variable) => variable.operator.is_some(),
        Part::Text(_) => false,
    });
    Ok((lexer.at, operator))
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
            ("${a:0:1}", "Modifier at ${a:0:1}"),
            ("${a^^}", "Modifier at ${a^^}"),
            ("${#a}", "Modifier at ${#a}"),
            ("${!a}", "Modifier at ${!a}"),
            ("${a[0]}", "Modifier at ${a[0]}"),
            ("${a:#b}", "Modifier at ${a:#b}"),
            ("${a b}", "Modifier at ${a b}"),
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
