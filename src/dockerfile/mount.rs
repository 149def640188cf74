//! `RUN --mount` options.
//!
//! Source: "RUN --mount" of the Dockerfile reference. The value is one CSV record of `key=value`
//! fields; keys are case-insensitive and a repeated key overrides.

use crate::text::{MappedText, Phase, Problem, Range, Span, Word};

use super::ast::Flag;
use super::words::within;

/// One `--mount` flag.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Mount<'a> {
    /// The fields in order.
    pub fields: Vec<MountField<'a>>,
    /// The value of the flag, to which the ranges of the fields refer.
    pub value: MappedText<'a>,
    /// The whole flag word.
    pub span: Span,
}

/// One field of a mount: `key=value`, or a bare key.
#[derive(Clone, Debug)]
pub struct MountField<'a> {
    /// The key as written.
    pub key: Word<'a>,
    /// The value; none without `=`.
    pub value: Option<Word<'a>>,
    /// The whole field.
    pub span: Span,
}

/// The type of a mount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MountKind {
    /// `bind`, also without a type.
    Bind,
    /// `cache`
    Cache,
    /// `tmpfs`
    Tmpfs,
    /// `secret`
    Secret,
    /// `ssh`
    Ssh,
    /// Another word, or one with a variable in it.
    Other,
}

impl MountKind {
    /// Reads a type. Letter case does not matter.
    pub fn read(text: &str) -> Self {
        let known = [
            ("bind", Self::Bind),
            ("cache", Self::Cache),
            ("tmpfs", Self::Tmpfs),
            ("secret", Self::Secret),
            ("ssh", Self::Ssh),
        ];
        let found = known
            .iter()
            .find(|(name, _)| text.eq_ignore_ascii_case(name));
        found.map_or(Self::Other, |(_, kind)| *kind)
    }
}

impl<'a> Mount<'a> {
    /// The value of the last field with one of these names, in lower case.
    pub fn get(&self, names: &[&str]) -> Option<&Word<'a>> {
        self.field(names)?.value.as_ref()
    }

    /// The last field with one of these names, in lower case.
    pub fn field(&self, names: &[&str]) -> Option<&MountField<'a>> {
        let named = |field: &&MountField<'_>| {
            names
                .iter()
                .any(|name| field.key.eq_ignore_ascii_case(name))
        };
        self.fields.iter().rev().find(named)
    }

    /// The type in effect.
    pub fn kind(&self) -> MountKind {
        self.get(&["type"])
            .map_or(MountKind::Bind, |word| MountKind::read(word))
    }

    /// Where it is mounted, as written.
    pub fn target(&self) -> Option<&Word<'a>> {
        self.get(&["target", "dst", "destination"])
    }

    /// The stage, image or context it comes from.
    pub fn from(&self) -> Option<&Word<'a>> {
        self.get(&["from"])
    }
}

/// Reads a `--mount` flag and reports what BuildKit refuses before it evaluates anything.
pub(super) fn read<'a>(flag: &Flag<'a>, problems: &mut Vec<Problem>) -> Option<Mount<'a>> {
    let value = flag.value.clone()?;
    let Some(fields) = csv_fields(value.as_str()) else {
        let message = "the fields of `--mount` are no comma-separated list";
        problems.push(Problem::new(
            "bad-mount",
            Phase::Instruction,
            flag.span,
            message,
        ));
        return None;
    };
    let fields = fields
        .into_iter()
        .map(|range| field(&value, range))
        .collect();
    let mount = Mount {
        fields,
        value,
        span: flag.span,
    };
    // A trailing `$` is no variable.
    let variable = |from: &Word<'_>| from.trim_end_matches('$').contains('$');
    if let Some(from) = mount.from().filter(|from| variable(from)) {
        let message = "a mount cannot take `from` from a variable";
        let problem = Problem::new(
            "variable-in-mount-from",
            Phase::Instruction,
            from.span,
            message,
        );
        let help = "name a stage that starts with `FROM` the variable, and mount from that stage";
        problems.push(problem.help(help));
    }
    Some(mount)
}

fn field<'a>(value: &MappedText<'a>, range: Range) -> MountField<'a> {
    let text = range.of(value.as_str());
    let (key, rest) = match text.find('=') {
        Some(at) => (Range::new(0, at), Some(Range::new(at + 1, text.len()))),
        None => (Range::new(0, text.len()), None),
    };
    MountField {
        key: value.word(key.shift(range.start)),
        value: rest.map(|rest| value.word(rest.shift(range.start))),
        span: value.span(range),
    }
}

/// The fields of a CSV record, quotes left out. None if it is malformed or empty.
///
/// A quoted field with a doubled quote inside keeps both; no mount needs one.
pub(super) fn csv_fields(record: &str) -> Option<Vec<Range>> {
    if record.is_empty() {
        return None;
    }
    let mut fields = Vec::new();
    let mut rest = record;
    loop {
        let (content, behind) = if let Some(open) = rest.strip_prefix('"') {
            let end = closing_quote(open)?;
            (&open[..end], &open[end + 1..])
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            let content = &rest[..end];
            if content.contains('"') {
                return None;
            }
            (content, &rest[end..])
        };
        fields.push(within(record, content));
        if behind.is_empty() {
            return Some(fields);
        }
        rest = behind.strip_prefix(',')?;
    }
}

fn closing_quote(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text.get(at..)?.find('"')?;
        if !text.get(at + 1..)?.starts_with('"') {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_split_at_commas() {
        let split = |record| {
            csv_fields(record).map(|fields| {
                fields
                    .iter()
                    .map(|field| field.of(record))
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(split("a=1,b"), Some(vec!["a=1", "b"]));
        assert_eq!(split("a=1,,b,"), Some(vec!["a=1", "", "b", ""]));
        assert_eq!(split("\"a=1,2\",b"), Some(vec!["a=1,2", "b"]));
        assert_eq!(split(""), None);
        assert_eq!(split("a\"b"), None);
        assert_eq!(split("\"a\"b"), None);
    }
}
