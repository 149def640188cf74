//! The value of a word with variables in it: known, known in part, or unknown.
//!
//! Source: "Environment replacement" of the Dockerfile reference. Rules stay silent about what is
//! not known, so a guess is worse than a hole.

use std::borrow::Cow;

use crate::dockerfile::lex::{LexError, Lexing, Operator, Part, Variable, read};
use crate::text::Range;

use super::glob::Glob;

/// Text of which some parts may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value<'a> {
    /// What is known, unknown parts left out.
    text: Cow<'a, str>,
    /// Offsets in `text` at which something unknown stands, ascending.
    holes: Vec<u32>,
    /// A build argument can change it: what is known is the default.
    overridable: bool,
}

impl<'a> Value<'a> {
    /// A text known in full.
    pub fn known_text(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            holes: Vec::new(),
            overridable: false,
        }
    }

    /// Nothing is known.
    pub fn unknown() -> Self {
        Self {
            text: Cow::Borrowed(""),
            holes: vec![0],
            overridable: false,
        }
    }

    /// The text, if all of it is known.
    pub fn known(&self) -> Option<&str> {
        self.holes.is_empty().then_some(&*self.text)
    }

    /// The known text in front of the first unknown part.
    pub fn prefix(&self) -> &str {
        let end = self
            .holes
            .first()
            .map_or(self.text.len(), |at| *at as usize);
        self.text.get(..end).unwrap_or_default()
    }

    /// The known text behind the last unknown part.
    pub fn suffix(&self) -> &str {
        let start = self.holes.last().map_or(0, |at| *at as usize);
        self.text.get(start..).unwrap_or_default()
    }

    /// True if a build argument can change the value.
    pub fn is_overridable(&self) -> bool {
        self.overridable
    }

    /// True if nothing at all is known.
    pub fn is_unknown(&self) -> bool {
        self.text.is_empty() && !self.holes.is_empty()
    }

    /// The same value, changeable by a build argument.
    pub(super) fn overridden(mut self) -> Self {
        self.overridable = true;
        self
    }

    /// Bytes of memory that this value alone needs.
    pub(super) fn cost(&self) -> usize {
        if matches!(self.text, Cow::Owned(_)) {
            self.text.len()
        } else {
            0
        }
    }

    fn push_text(&mut self, text: &'a str) {
        self.make_room(text.len());
        if self.text.is_empty() {
            self.text = Cow::Borrowed(text);
        } else if !text.is_empty() {
            self.text.to_mut().push_str(text);
        }
    }

    fn push_hole(&mut self) {
        let at = crate::text::offset(self.text.len());
        if self.holes.last() != Some(&at) {
            self.holes.push(at);
        }
    }

    /// Gives up what is known before the text grows out of bounds.
    fn make_room(&mut self, len: usize) {
        if self.text.len() + len > MAX_TEXT && !self.text.is_empty() {
            *self = Self {
                overridable: self.overridable,
                ..Self::unknown()
            };
        }
    }

    fn push(&mut self, other: Value<'a>) {
        self.make_room(other.text.len());
        let base = crate::text::offset(self.text.len());
        for hole in &other.holes {
            if self.holes.last() != Some(&(hole + base)) {
                self.holes.push(hole + base);
            }
        }
        if self.text.is_empty() {
            self.text = other.text;
        } else if !other.text.is_empty() {
            self.text.to_mut().push_str(&other.text);
        }
        self.overridable |= other.overridable;
    }

    /// Some(true) if the text is surely empty, Some(false) if surely not.
    fn is_empty(&self) -> Option<bool> {
        match (self.text.is_empty(), self.holes.is_empty()) {
            (false, _) => Some(false),
            (true, true) => Some(true),
            (true, false) => None,
        }
    }
}

/// What a name stands for at some place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Binding<'a> {
    /// It has this value.
    Set(Value<'a>),
    /// `ARG` declares it without a default: unset unless the build gives a value.
    Declared,
    /// The base image may set it.
    Open,
    /// It is not set.
    Unset,
}

/// Why a word has no value at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpandError {
    /// The word is malformed.
    Lex(LexError),
    /// `${name:?…}` with a name that is not set.
    Required(Range),
}

/// Longest text that is put together from several parts.
const MAX_TEXT: usize = 1 << 15;

/// Longest text worth matching against a pattern.
const MAX_MATCH: usize = 1 << 12;

/// Expands `text`. `lookup` tells what a name stands for.
///
/// # Errors
/// The word is malformed, or requires a variable that is not set.
pub fn expand<'a>(
    text: &Cow<'a, str>,
    lexing: Lexing,
    lookup: &dyn Fn(&str) -> Binding<'a>,
) -> Result<Value<'a>, ExpandError> {
    if !text.contains(['$', '\'', '"', lexing.escape]) {
        return Ok(Value::known_text(text.clone()));
    }
    let parts = read(text, lexing).map_err(ExpandError::Lex)?;
    match text {
        Cow::Borrowed(text) => Expander { text, lookup }.parts(&parts),
        Cow::Owned(text) => {
            // The parts of an owned word cannot be borrowed from the file.
            let value = Expander {
                text,
                lookup: &|name| shorten(lookup(name)),
            }
            .parts(&parts)?;
            let Value {
                text,
                holes,
                overridable,
            } = value;
            Ok(Value {
                text: Cow::Owned(text.into_owned()),
                holes,
                overridable,
            })
        }
    }
}

/// The same binding for a shorter life.
fn shorten<'s, 'a: 's>(binding: Binding<'a>) -> Binding<'s> {
    binding
}

struct Expander<'e, 'a> {
    text: &'a str,
    lookup: &'e dyn Fn(&str) -> Binding<'a>,
}

impl<'a> Expander<'_, 'a> {
    fn parts(&self, parts: &[Part]) -> Result<Value<'a>, ExpandError> {
        let mut value = Value::default();
        for part in parts {
            match part {
                Part::Text(range) => value.push_text(self.slice(*range)),
                Part::Variable(variable) => value.push(self.variable(variable)?),
            }
        }
        Ok(value)
    }

    fn slice(&self, range: Range) -> &'a str {
        self.text
            .get(range.start as usize..range.end as usize)
            .unwrap_or_default()
    }

    fn variable(&self, variable: &Variable) -> Result<Value<'a>, ExpandError> {
        let binding = (self.lookup)(self.slice(variable.name));
        let Some(operator) = variable.operator else {
            return Ok(plain(binding));
        };
        let operand = self.parts(&variable.operand)?;
        Ok(match operator {
            Operator::Default { or_empty } => match set(&binding, or_empty) {
                Some(true) => plain(binding),
                Some(false) => by_default(&binding, operand),
                None => Value::unknown(),
            },
            Operator::Alternative { or_empty } => match set(&binding, or_empty) {
                Some(true) => operand,
                Some(false) => by_default(&binding, Value::default()),
                None => Value::unknown(),
            },
            Operator::Required { or_empty } => match (set(&binding, or_empty), &binding) {
                // Whoever builds the image is meant to give it.
                (_, Binding::Declared) => plain(binding),
                (Some(false), _) => return Err(ExpandError::Required(variable.range)),
                _ => plain(binding),
            },
            Operator::RemovePrefix { .. }
            | Operator::RemoveSuffix { .. }
            | Operator::Replace { .. } => {
                let replacement = self.parts(&variable.replacement)?;
                edit(operator, &plain(binding), &operand, &replacement)
            }
        })
    }
}

/// The value behind a plain `$name`.
fn plain(binding: Binding<'_>) -> Value<'_> {
    match binding {
        Binding::Set(value) => value,
        Binding::Unset => Value::default(),
        Binding::Declared | Binding::Open => {
            let mut value = Value::default();
            value.push_hole();
            value.overridable = true;
            value
        }
    }
}

/// Whether a name counts as set; with `or_empty`, an empty value counts as unset. For a declared
/// name the answer is that of a build without arguments.
fn set(binding: &Binding<'_>, or_empty: bool) -> Option<bool> {
    match binding {
        Binding::Set(value) if or_empty => value.is_empty().map(|empty| !empty),
        Binding::Set(_) => Some(true),
        Binding::Declared | Binding::Unset => Some(false),
        Binding::Open => None,
    }
}

fn by_default<'a>(binding: &Binding<'_>, value: Value<'a>) -> Value<'a> {
    let overridable = match binding {
        Binding::Set(value) => value.overridable,
        Binding::Declared | Binding::Open => true,
        Binding::Unset => false,
    };
    if overridable {
        value.overridden()
    } else {
        value
    }
}

/// Removes or replaces what matches a pattern.
fn edit<'a>(
    operator: Operator,
    value: &Value<'_>,
    pattern: &Value<'_>,
    replacement: &Value<'_>,
) -> Value<'a> {
    let overridable = value.overridable || pattern.overridable || replacement.overridable;
    let edited = match (value.known(), pattern.known(), replacement.known()) {
        (Some(text), Some(pattern), Some(replacement))
            if text.len() + pattern.len() + replacement.len() <= MAX_MATCH =>
        {
            let pattern = Glob::read(pattern);
            Value::known_text(match operator {
                Operator::RemovePrefix { longest } => pattern.without_prefix(text, longest),
                Operator::RemoveSuffix { longest } => pattern.without_suffix(text, longest),
                _ => {
                    let all = matches!(operator, Operator::Replace { all: true });
                    pattern.replaced(text, replacement, all)
                }
            })
        }
        _ => Value::unknown(),
    };
    if overridable {
        edited.overridden()
    } else {
        edited
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lookup(name: &str) -> Binding<'static> {
        match name {
            "a" => Binding::Set(Value::known_text("one/two.tar.gz")),
            "empty" => Binding::Set(Value::default()),
            "part" => Binding::Set(Value {
                text: "x-".into(),
                holes: vec![2],
                overridable: false,
            }),
            "arg" => Binding::Declared,
            "base" => Binding::Open,
            _ => Binding::Unset,
        }
    }

    /// The value with `?` for each hole.
    fn show(text: &'static str) -> String {
        let lexing = Lexing {
            escape: '\\',
            quotes: true,
        };
        match expand(&Cow::Borrowed(text), lexing, &lookup) {
            Ok(value) => {
                let mut out = value.text.into_owned();
                for hole in value.holes.iter().rev() {
                    out.insert(*hole as usize, '?');
                }
                out
            }
            Err(ExpandError::Lex(error)) => format!("{:?}", error.kind),
            Err(ExpandError::Required(_)) => "required".to_owned(),
        }
    }

    #[test]
    fn operators_and_quotes() {
        for (text, want) in [
            ("x${a}y", "xone/two.tar.gzy"),
            ("'$a' \"$a\" \\$a", "$a one/two.tar.gz $a"),
            ("$none|$arg|$base", "|?|?"),
            ("${part}y", "x-?y"),
            ("${none:-d}${empty:-e}${empty-f}", "de"),
            ("${a:+s}${empty:+t}${empty+u}${none+v}", "su"),
            ("${arg:-d}${base:-d}", "d?"),
            ("${part:-d}", "x-?"),
            ("${none:?why}", "required"),
            ("${arg?why}", "?"),
            ("${a?why}", "one/two.tar.gz"),
            ("${a#*.}", "tar.gz"),
            ("${a##*.}", "gz"),
            ("${a%.*}", "one/two.tar"),
            ("${a%%.*}", "one/two"),
            ("${a#nothing}", "one/two.tar.gz"),
            ("${a/t/T}", "one/Two.tar.gz"),
            ("${a//t/T}", "one/Two.Tar.gz"),
            ("${a//o?/}", "e/twtar.gz"),
            ("${a/\\//-}", "one-two.tar.gz"),
            ("${none:-${a##*/}}", "two.tar.gz"),
            ("${a:0:1}", "Modifier"),
            ("it's", "SingleQuote"),
        ] {
            assert_eq!(show(text), want, "{text}");
        }
    }

    #[test]
    fn what_a_build_argument_can_change() {
        let lexing = Lexing {
            escape: '\\',
            quotes: true,
        };
        let value = |text: &'static str| expand(&Cow::Borrowed(text), lexing, &lookup).unwrap();
        assert!(value("${arg:-x}").is_overridable());
        assert!(!value("${none:-x}").is_overridable());
        assert_eq!(value("x$base/y").prefix(), "x");
        assert_eq!(value("x$base/y").suffix(), "/y");
    }
}
