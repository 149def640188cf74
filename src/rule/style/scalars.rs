//! How scalars are written.

use std::fmt::Write as _;

use crate::yaml::{Kind, NodeId, Resolved, Scalar, Style, resolve};

use super::{Sheet, short};

/// Quotes around scalars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quotes {
    /// Either.
    #[default]
    Any,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
}

/// A scalar that is written in a file.
pub struct Written<'t> {
    /// The node.
    pub id: NodeId,
    /// What it holds.
    pub scalar: &'t Scalar<'t>,
    /// The keys that lead to it, the outermost first. Items of sequences have none of their own.
    pub path: Vec<&'t str>,
    /// It is a key itself, the last one of the path.
    pub is_key: bool,
}

impl Written<'_> {
    /// What it is in a message: a key, the value of a key, or an item. Values can be secret.
    pub fn label(&self, sheet: Sheet<'_, '_>) -> String {
        let text = match self.path.last() {
            Some(key) if !self.is_key && !self.is_item(sheet) => {
                return format!("the value of `{}`", short(key));
            }
            _ => &*self.scalar.text,
        };
        match text.split_once('=') {
            Some((name, _)) if !self.is_key => format!("`{}=…`", short(name)),
            _ => format!("`{}`", short(text)),
        }
    }

    /// True for an item of a list.
    pub fn is_item(&self, sheet: Sheet<'_, '_>) -> bool {
        let parent = sheet.tree().node(self.id).parent;
        parent.is_some_and(|id| sheet.tree().is_sequence(id))
    }

    /// True for a word of a command in brackets, which is written like JSON.
    pub fn is_command_word(&self, sheet: Sheet<'_, '_>) -> bool {
        let key = self.path.last().copied().unwrap_or_default();
        let is_command = matches!(key, "command" | "entrypoint" | "test");
        is_command && self.is_item(sheet) && sheet.is_in_flow(self.id)
    }
}

/// All scalars of a file as they are written, in order.
pub fn scalars<'c>(sheet: Sheet<'c, '_>) -> Vec<Written<'c>> {
    let mut found = Vec::new();
    for document in &sheet.tree().documents {
        if let Some(root) = document.root {
            collect(sheet, root, &mut Vec::new(), &mut found);
        }
    }
    found
}

fn collect<'c>(
    sheet: Sheet<'c, '_>,
    id: NodeId,
    path: &mut Vec<&'c str>,
    found: &mut Vec<Written<'c>>,
) {
    match &sheet.tree().node(id).kind {
        Kind::Scalar(_) => add(sheet, id, path, false, found),
        Kind::Mapping(pairs) => {
            for pair in pairs {
                path.push(sheet.name(pair.key).unwrap_or_default());
                add(sheet, pair.key, path, true, found);
                collect(sheet, pair.value, path, found);
                path.pop();
            }
        }
        Kind::Sequence(items) => {
            for item in items {
                collect(sheet, item.value, path, found);
            }
        }
        Kind::Alias(_) => {}
    }
}

fn add<'c>(
    sheet: Sheet<'c, '_>,
    id: NodeId,
    path: &[&'c str],
    is_key: bool,
    found: &mut Vec<Written<'c>>,
) {
    if let Some(scalar) = sheet.tree().scalar(id) {
        found.push(Written {
            id,
            scalar,
            path: path.to_vec(),
            is_key,
        });
    }
}

/// True if text is read as the same text without quotes, by readers of old YAML as well.
pub fn reads_plain(text: &str, in_flow: bool) -> bool {
    let scalar = Scalar {
        text: text.into(),
        style: Style::Plain,
    };
    let begins = match text.bytes().next() {
        None => false,
        Some(b'-') => text
            .as_bytes()
            .get(1)
            .is_some_and(|it| !it.is_ascii_whitespace()),
        Some(first) => !first.is_ascii_whitespace() && !b"?:,[]{}#&*!|>'\"%@`=<".contains(&first),
    };
    let marks = [": ", " #", ":\t", "\t#"];
    let brackets = [',', '[', ']', '{', '}'];
    begins
        && !text.ends_with([' ', '\t', ':'])
        && !text.chars().any(|c| c.is_control() || c == '\u{feff}')
        && !marks.iter().any(|mark| text.contains(mark))
        && !(in_flow && (text.contains(brackets) || text.starts_with('-')))
        && !text.starts_with("---")
        && !text.starts_with("...")
        && resolve(&scalar, None) == Resolved::Text
        && !is_old_word(text)
        && !is_old_number(text)
}

/// What YAML 1.1 takes for a boolean or nothing.
fn is_old_word(text: &str) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// What YAML 1.1 takes for a number: digits with colons, underscores and dots.
fn is_old_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits
            .bytes()
            .all(|it| it.is_ascii_digit() || b":._-".contains(&it))
}

/// Text as a scalar: without quotes where it is read as the same text.
pub fn written(text: &str, in_flow: bool) -> String {
    if reads_plain(text, in_flow) {
        return text.to_owned();
    }
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out += "\\n",
            '\t' => out += "\\t",
            '\r' => out += "\\r",
            c if c.is_control() => _ = write!(out, "\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A quoted scalar as it is written with other quotes; none if it needs those it has.
pub fn requoted(sheet: Sheet<'_, '_>, id: NodeId, style: Style) -> Option<String> {
    let scalar = sheet.tree().scalar(id)?;
    let written = sheet.tree().span(id).of(sheet.text());
    let inner = written.get(1..written.len().checked_sub(1)?)?;
    // The same bytes mean the same only where nothing is escaped or folded.
    let is_simple = inner == scalar.text && !inner.contains(['\'', '"', '\\', '\n']);
    match style {
        _ if !is_simple => None,
        Style::Single => Some(format!("'{inner}'")),
        Style::Double => Some(format!("\"{inner}\"")),
        _ => None,
    }
}
