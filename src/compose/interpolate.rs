//! Variables in the values of a Compose file.
//!
//! ```text
//! text = { plain | "$$" | "$" name | "${" name [ op word ] "}" }
//! op   = ":-" | "-" | ":?" | "?" | ":+" | "+"
//! ```
//!
//! A `$` in front of anything else stands for itself. After `${` anything that does not fit is
//! refused. A word is a text that ends at the matching `}` on the same line.

use crate::text::Range;

use super::expand::{Builder, Expanded, Lookup, Origin};
use super::piece::{Fault, whole};
use super::reader::Reader;

/// A text with variables in it, or the word of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template<'t> {
    pub(super) text: &'t str,
    pub(super) range: Range,
    pub(super) parts: Vec<Part<'t>>,
}

/// A part of a template. Parts follow each other without gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// Text that stands for itself.
    Text(Range),
    /// `$$`.
    Dollar(Range),
    /// `$name` or `${name…}`.
    Variable(Variable<'t>),
    /// What Compose refuses.
    Fault(Fault),
}

/// A reference to a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable<'t> {
    /// From the `$` to the end of the name or the `}`.
    pub range: Range,
    /// The name.
    pub name: &'t str,
    /// Where the name stands.
    pub name_range: Range,
    /// What else `${…}` asks for.
    pub operator: Option<Operator>,
    /// The word behind the operator: a default, a replacement, a message.
    pub word: Option<Template<'t>>,
    /// It stands in the word of another reference.
    pub is_nested: bool,
}

/// What `${name…}` asks for. With a colon, an empty value counts as unset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `:-` or `-`: the word stands in for an unset variable.
    Default {
        /// Written with a colon.
        or_empty: bool,
    },
    /// `:?` or `?`: an unset variable is an error, the word its message.
    Required {
        /// Written with a colon.
        or_empty: bool,
    },
    /// `:+` or `+`: the word stands in for a set variable.
    Alternative {
        /// Written with a colon.
        or_empty: bool,
    },
}

impl<'t> Variable<'t> {
    /// The word of `:-` or `-`.
    pub fn default_word(&self) -> Option<&Template<'t>> {
        let is_default = matches!(self.operator, Some(Operator::Default { .. }));
        self.word.as_ref().filter(|_| is_default)
    }

    /// True if Compose stops where the variable is not set: `:?` or `?`.
    pub fn is_required(&self) -> bool {
        matches!(self.operator, Some(Operator::Required { .. }))
    }

    /// True if Compose puts nothing in its place, and warns, where it is not set.
    pub fn is_bare(&self) -> bool {
        self.operator.is_none()
    }
}

impl<'t> Template<'t> {
    /// Reads a text. All ranges are in `text`. Reading never fails; what Compose refuses is a
    /// part of its own.
    pub fn parse(text: &'t str) -> Self {
        Reader::new(text).template(whole(text), 0)
    }

    /// The text as it is written; of a word, only the word.
    pub fn text(&self) -> &'t str {
        self.range.of(self.text)
    }

    /// Where it stands: all of the text, or the range of the word.
    pub fn range(&self) -> Range {
        self.range
    }

    /// The parts, in order.
    pub fn parts(&self) -> &[Part<'t>] {
        &self.parts
    }

    /// All references, also those in words, in order of their starts.
    pub fn variables(&self) -> impl Iterator<Item = &Variable<'t>> {
        self.walk().filter_map(|part| match part {
            Part::Variable(variable) => Some(variable),
            _ => None,
        })
    }

    /// Everything that Compose refuses, also in words, in order.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.walk().filter_map(|part| match part {
            Part::Fault(fault) => Some(fault),
            _ => None,
        })
    }

    fn walk(&self) -> Walk<'_, 't> {
        Walk {
            open: vec![self.parts.iter()],
        }
    }

    /// The text with its variables replaced. A variable that is not set has no known value,
    /// because the environment may set it; its default is taken, and marked as such.
    pub fn expand<'v>(&self, lookup: &dyn Fn(&str) -> Lookup<'v>) -> Expanded<'t> {
        let mut out = Expanded::build(self.range);
        self.expand_into(lookup, false, &mut out);
        out.finish()
    }

    fn expand_into<'v>(
        &self,
        lookup: &dyn Fn(&str) -> Lookup<'v>,
        is_default: bool,
        out: &mut Builder,
    ) {
        for part in &self.parts {
            match part {
                Part::Text(range) => {
                    out.push(range.of(self.text), *range, Origin::Written, is_default);
                }
                Part::Dollar(range) => out.push("$", *range, Origin::Escape, is_default),
                Part::Variable(variable) => variable.expand_into(lookup, is_default, out),
                Part::Fault(fault) => out.push_unknown(fault.range, is_default),
            }
        }
    }
}

impl Variable<'_> {
    fn expand_into<'v>(
        &self,
        lookup: &dyn Fn(&str) -> Lookup<'v>,
        is_default: bool,
        out: &mut Builder,
    ) {
        let value = lookup(self.name);
        let is_unset = |or_empty: bool| match value {
            Lookup::Set(text) => or_empty && text.is_empty(),
            Lookup::Unset | Lookup::Unknown => true,
        };
        let use_word = match self.operator {
            Some(Operator::Default { or_empty }) => is_unset(or_empty),
            Some(Operator::Alternative { or_empty }) => !is_unset(or_empty),
            Some(Operator::Required { or_empty: true }) if value == Lookup::Set("") => {
                return out.push_unknown(self.range, is_default);
            }
            _ => false,
        };
        let alternative = matches!(self.operator, Some(Operator::Alternative { .. }));
        match (use_word, &self.word, value) {
            (true, Some(word), _) if !word.parts.is_empty() => {
                word.expand_into(lookup, is_default || !alternative, out);
            }
            (true, _, _) => {
                let is_default = is_default || !alternative;
                out.push("", self.range, Origin::Variable, is_default);
            }
            (false, _, Lookup::Set(text)) => {
                out.push(text, self.range, Origin::Variable, is_default);
            }
            (false, _, Lookup::Unset) if alternative => {
                out.push("", self.range, Origin::Variable, is_default);
            }
            (false, _, _) => out.push_unknown(self.range, is_default),
        }
    }
}

/// All parts of a template, those of words behind the reference they belong to.
struct Walk<'a, 't> {
    open: Vec<std::slice::Iter<'a, Part<'t>>>,
}

impl<'a, 't> Iterator for Walk<'a, 't> {
    type Item = &'a Part<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(part) = self.open.last_mut()?.next() else {
                self.open.pop();
                continue;
            };
            if let Part::Variable(Variable {
                word: Some(word), ..
            }) = part
            {
                self.open.push(word.parts.iter());
            }
            return Some(part);
        }
    }
}

impl Part<'_> {
    /// Where the part stands.
    pub fn range(&self) -> Range {
        match self {
            Self::Text(range) | Self::Dollar(range) => *range,
            Self::Variable(variable) => variable.range,
            Self::Fault(fault) => fault.range,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parts as text: variables in brackets, faults in `!…!`.
    fn parts(template: &Template<'_>) -> String {
        let mut out = String::new();
        for part in template.parts() {
            let text = part.range().of(template.text);
            match part {
                Part::Text(_) => out.push_str(text),
                Part::Dollar(_) => out.push_str("<$>"),
                Part::Fault(_) => out.extend(["!", text, "!"]),
                Part::Variable(it) => {
                    assert_eq!(it.name_range.of(template.text), it.name);
                    out.extend(["[", it.name]);
                    if let Some(word) = &it.word {
                        out.extend([" ", &parts(word)]);
                    }
                    out.push(']');
                }
            }
        }
        out
    }

    #[test]
    fn texts_are_read_into_parts() {
        let table = [
            ("", ""),
            ("plain", "plain"),
            ("$A", "[A]"),
            ("a$A.b", "a[A].b"),
            ("${A}b", "[A]b"),
            ("$$A", "<$>A"),
            ("$$$A", "<$>[A]"),
            ("$$${A}", "<$>[A]"),
            ("$1 $(x) $- é$é $", "$1 $(x) $- é$é $"),
            ("$_x9", "[_x9]"),
            ("${A:-}", "[A ]"),
            ("${A:-b}${C?d e}", "[A b][C d e]"),
            ("${A:-${B:-c}d}e", "[A [B c]d]e"),
            ("${A:-a:b}", "[A a:b]"),
            ("${A:-{\"k\":1}}x", "[A {\"k\":1}]x"),
            ("${A:-{}}", "[A {}]"),
            ("${A:-{x}", "[A {x]"),
            ("${A-}}", "[A ]}"),
            ("${A:+$B}", "[A [B]]"),
            ("${", "!${!"),
            ("a${}b", "a!${}!b"),
            ("${ A }b", "!${ A }!b"),
            ("${A }", "!${A }!"),
            ("${a.b}", "!${a.b}!"),
            ("${1X}", "!${1X}!"),
            ("${X/a/b}", "!${X/a/b}!"),
            ("${X:3}", "!${X:3}!"),
            ("${X", "!${X!"),
            ("${X:-a", "!${X:-!a"),
            ("${X:-a\n}", "!${X:-!a\n}"),
            ("${X:-${Y}", "!${X:-${Y}!"),
            ("${A:-${ B }}", "[A !${ B }!]"),
            ("${:-a}", "!${:-a}!"),
            ("${{ x }} ${A}", "!${{ x }}! [A]"),
            ("{{.X}} ${A}", "{{.X}} [A]"),
        ];
        for (text, expected) in table {
            let template = Template::parse(text);
            assert_eq!(parts(&template), expected, "{text}");
        }
    }

    #[test]
    fn operators_are_told_apart() {
        let operators: Vec<_> = Template::parse("$A${B:-x}${C-x}${D:?x}${E?x}${F:+x}${G+x}")
            .variables()
            .map(|it| (it.operator, it.default_word().map(Template::text)))
            .collect();
        let expected = [
            (None, None),
            (Some(Operator::Default { or_empty: true }), Some("x")),
            (Some(Operator::Default { or_empty: false }), Some("x")),
            (Some(Operator::Required { or_empty: true }), None),
            (Some(Operator::Required { or_empty: false }), None),
            (Some(Operator::Alternative { or_empty: true }), None),
            (Some(Operator::Alternative { or_empty: false }), None),
        ];
        assert_eq!(operators, expected);
    }

    #[test]
    fn variables_and_faults_are_found_in_words_too() {
        let template = Template::parse("$A ${B:-${C}${ D }} ${E:?$F} ${}");
        let names: Vec<_> = template
            .variables()
            .map(|it| (it.name, it.is_nested))
            .collect();
        let expected = [
            ("A", false),
            ("B", false),
            ("C", true),
            ("E", false),
            ("F", true),
        ];
        assert_eq!(names, expected);
        let messages: Vec<_> = template.faults().map(|it| it.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "`${ D }` has a blank in the name of the variable",
                "`${}` names no variable"
            ]
        );
    }

    #[test]
    fn depth_is_limited() {
        let nested = |count: usize| format!("{}x{}", "${A:-".repeat(count), "}".repeat(count));
        assert_eq!(Template::parse(&nested(64)).faults().count(), 0);
        let deep = nested(1000);
        let template = Template::parse(&deep);
        assert_eq!(template.faults().count(), 1);
        assert_eq!(template.variables().count(), 64);
    }
}
