//! `.env` files, and those of `env_file` and `label_file`.
//!
//! ```text
//! line  = blank | "#" comment | [ "export" ] name [ ( "=" | ":" ) value ]
//! value = unquoted, up to " #" or the end of the line | "'" … "'" | '"' … '"'
//! ```
//!
//! Quoted values may span lines. All but single-quoted ones have variables in them. With
//! `format: raw` the file has another grammar.

use std::borrow::Cow;
use std::collections::HashMap;

use memchr::{memchr, memchr_iter};

use crate::text::{Range, offset};

use super::expand::{Expanded, Lookup};
use super::interpolate::Template;
use super::piece::{Fault, shown};

/// Bytes of all values of a file. What goes beyond is not known.
const MAX_VALUES: usize = 1 << 24;

/// A file of variables. All ranges are in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DotEnv<'t> {
    /// The variables in order. A later one of the same name counts.
    pub entries: Vec<Entry<'t>>,
    /// What Compose refuses. Reading goes on at the next line; Compose does not.
    pub faults: Vec<Fault>,
}

/// A line that names a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The name.
    pub name: &'t str,
    /// Where the name stands.
    pub name_range: Range,
    /// The value. `None`: taken from the environment.
    pub value: Option<EnvValue<'t>>,
}

/// A value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvValue<'t> {
    /// The text without quotes, escapes undone. Variables are still in it, except in single
    /// quotes.
    pub text: Cow<'t, str>,
    /// Where it stands, quotes left out.
    pub range: Range,
    /// The quotes around it.
    pub quote: Option<char>,
}

impl EnvValue<'_> {
    /// The value with its variables replaced, as far as that is known. Its ranges are in
    /// [`Self::text`].
    pub fn expand<'v>(&self, lookup: &dyn Fn(&str) -> Lookup<'v>) -> Expanded<'_> {
        if self.quote == Some('\'') {
            Expanded::literal(&self.text)
        } else {
            Expanded::of(&self.text, lookup)
        }
    }
}

/// The values that a file gives its variables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values<'t> {
    values: HashMap<&'t str, Option<String>>,
}

impl Values<'_> {
    /// What the file says about a variable. One that it takes from the environment is not known.
    pub fn lookup(&self, name: &str) -> Lookup<'_> {
        match self.values.get(name) {
            Some(Some(value)) => Lookup::Set(value),
            Some(None) => Lookup::Unknown,
            None => Lookup::Unset,
        }
    }

    /// All variables with a known value.
    pub fn known(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.values.iter();
        all.filter_map(|(name, value)| Some((*name, value.as_deref()?)))
    }

    /// True if the file names the variable.
    pub fn contains(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }
}

impl<'t> DotEnv<'t> {
    /// Reads a file. A byte-order mark is skipped.
    pub fn parse(text: &'t str) -> Self {
        let mut reader = Reader {
            text,
            at: if text.starts_with('\u{feff}') { 3 } else { 0 },
            line: Range::default(),
            unclosed: [false; 2],
            found: Self::default(),
        };
        while reader.skip_to_entry() {
            let start = reader.at;
            match reader.entry() {
                Ok(entry) => reader.found.entries.push(entry),
                Err(fault) => {
                    reader.found.faults.push(fault);
                    reader.at = reader.line_end(start);
                }
            }
        }
        reader.found
    }

    /// The last entry with a name.
    pub fn get(&self, name: &str) -> Option<&Entry<'t>> {
        self.entries.iter().rev().find(|it| it.name == name)
    }

    /// The values of all variables, those in values replaced by earlier ones. A default that is
    /// taken because nothing sets its variable counts as known.
    pub fn values(&self) -> Values<'t> {
        let mut values = Values::default();
        let mut budget = MAX_VALUES;
        for entry in &self.entries {
            let value = entry.value.as_ref().and_then(|value| {
                let expanded = value.expand(&|name| values.lookup(name));
                let text = expanded.known()?;
                budget = budget.checked_sub(text.len())?;
                Some(text.to_owned())
            });
            values.values.insert(entry.name, value);
        }
        values
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// The line that was looked at last.
    line: Range,
    /// Quotes of which no closing one follows: single, double. Looked for once only.
    unclosed: [bool; 2],
    found: DotEnv<'t>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// Offset of the next line break, or of the end.
    fn line_end(&mut self, from: usize) -> usize {
        let end = self.line.end as usize;
        if self.line.start as usize <= from && from < end {
            return end;
        }
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        let end = memchr(b'\n', rest).map_or(self.text.len(), |at| from + at);
        self.line = Range::new(from, end);
        end
    }

    /// Skips blanks and comments. False at the end.
    fn skip_to_entry(&mut self) -> bool {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            match self.rest().bytes().next() {
                None => return false,
                Some(b'#') => self.at = self.line_end(self.at),
                Some(_) => return true,
            }
        }
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_blank).len();
    }

    fn entry(&mut self) -> Result<Entry<'t>, Fault> {
        let line_end = self.line_end(self.at);
        let line = self.slice(self.at, line_end);
        if let Some(behind) = line.strip_prefix("export")
            && behind.starts_with(is_blank)
            && !behind.trim_start().is_empty()
        {
            self.at += "export".len();
            self.skip_blanks();
        }
        let start = self.at;
        let line = self.slice(start, line_end);
        let separator = line.find(['=', ':']);
        let name = line.get(..separator.unwrap_or(line.len()));
        let name = name.unwrap_or_default().trim_end();
        let name_range = Range::new(start, start + name.len());
        check_name(name, start)?;
        let Some(separator) = separator else {
            self.at = line_end;
            return Ok(Entry {
                name,
                name_range,
                value: None,
            });
        };
        if name.is_empty() {
            let range = Range::new(start, start + separator + 1);
            return Err(Fault::new(range, "no name in front of the value"));
        }
        self.at = start + separator + 1;
        self.skip_blanks();
        let value = match self.rest().chars().next() {
            Some(quote @ ('\'' | '"')) => self.quoted(quote)?,
            _ => self.unquoted(),
        };
        Ok(Entry {
            name,
            name_range,
            value: Some(value),
        })
    }

    fn unquoted(&mut self) -> EnvValue<'t> {
        let start = self.at;
        let end = self.line_end(start);
        let line = self.slice(start, end);
        let value = line.split(" #").next().unwrap_or_default().trim_end();
        let range = Range::new(start, start + value.len());
        if let Some(fault) = Template::parse(value).faults().next() {
            let range = fault.range.shift(offset(start));
            let fault = Fault::new(range, fault.message.as_str());
            self.found.faults.push(fault);
        }
        self.at = end;
        EnvValue {
            text: Cow::Borrowed(value),
            range,
            quote: None,
        }
    }

    fn quoted(&mut self, quote: char) -> Result<EnvValue<'t>, Fault> {
        let opening = self.at;
        let start = opening + 1;
        let Some(end) = self.closing(quote, start) else {
            let message = format!("{} is never closed", shown(quote.to_string().as_str()));
            return Err(Fault::new(Range::new(opening, start), message));
        };
        let range = Range::new(start, end);
        let raw = self.slice(start, end);
        let text = if quote == '"' {
            unescape(raw)
        } else {
            Cow::Borrowed(raw)
        };
        if quote == '"'
            && let Some(fault) = Template::parse(&text).faults().next()
        {
            // With escapes undone, offsets are no longer those of the file.
            let range = match text {
                Cow::Borrowed(_) => fault.range.shift(offset(start)),
                Cow::Owned(_) => range,
            };
            let fault = Fault::new(range, fault.message.as_str());
            self.found.faults.push(fault);
        }
        self.at = end + 1;
        Ok(EnvValue {
            text,
            range,
            quote: Some(quote),
        })
    }

    /// The next quote without a backslash in front of it.
    fn closing(&mut self, quote: char, from: usize) -> Option<usize> {
        let unclosed = self.unclosed.get_mut(usize::from(quote == '"'))?;
        if *unclosed {
            return None;
        }
        let bytes = self.text.as_bytes();
        let quote = u8::try_from(quote).ok()?;
        let rest = bytes.get(from..)?;
        let found = memchr_iter(quote, rest).find(|at| bytes.get(from + at - 1) != Some(&b'\\'));
        *unclosed = found.is_none();
        found.map(|at| from + at)
    }
}

/// Blanks that are no line break.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\t' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{85}' | '\u{a0}'
    )
}

fn check_name(name: &str, start: usize) -> Result<(), Fault> {
    let fits = |c: char| c.is_alphanumeric() || "_.-[]".contains(c);
    let Some((at, c)) = name.char_indices().find(|(_, c)| !fits(*c)) else {
        return Ok(());
    };
    let range = Range::new(start + at, start + at + c.len_utf8());
    let message = if c.is_whitespace() {
        format!("a blank in the name {}", shown(name))
    } else {
        let c = shown(c.to_string().as_str());
        format!("{c} in the name of a variable")
    };
    Err(Fault::new(range, message))
}

/// Undoes the escapes of double quotes. `\$` becomes `$$`, which stands for a `$` later.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = (c == '\\').then(|| chars.peek().copied()).flatten();
        let replaced = match next {
            Some('a') => "\u{7}",
            Some('b') => "\u{8}",
            Some('f') => "\u{c}",
            Some('n') => "\n",
            Some('r') => "\r",
            Some('t') => "\t",
            Some('v') => "\u{b}",
            Some('\\') => "\\",
            Some('"') => "\"",
            Some('$') => "$$",
            Some('0') => {
                chars.next();
                out.push(octal(&mut chars));
                continue;
            }
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push_str(replaced);
        chars.next();
    }
    Cow::Owned(out)
}

/// Up to three octal digits.
fn octal(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> char {
    let mut value = 0;
    for _ in 0..3 {
        let Some(digit) = chars.peek().and_then(|c| c.to_digit(8)) else {
            break;
        };
        value = value * 8 + digit;
        chars.next();
    }
    char::from_u32(value).unwrap_or('\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name, and a value if there is one.
    type Line = (&'static str, Option<&'static str>);

    #[test]
    fn lines_are_read() {
        let table: [(&str, &[Line]); 24] = [
            ("", &[]),
            ("\n# c\n  # d\n", &[]),
            ("A=b", &[("A", Some("b"))]),
            ("\u{feff}A=b", &[("A", Some("b"))]),
            ("A=b\r\nC=d\r\n", &[("A", Some("b")), ("C", Some("d"))]),
            ("A: b", &[("A", Some("b"))]),
            ("A = b ", &[("A", Some("b"))]),
            ("export A=b", &[("A", Some("b"))]),
            ("exported=b", &[("exported", Some("b"))]),
            ("export", &[("export", None)]),
            ("A\nB=c", &[("A", None), ("B", Some("c"))]),
            ("A=\nB=c", &[("A", Some("")), ("B", Some("c"))]),
            ("A=b # c", &[("A", Some("b"))]),
            ("A=b#c", &[("A", Some("b#c"))]),
            ("A=#c", &[("A", Some("#c"))]),
            ("A='b # $c' # d", &[("A", Some("b # $c"))]),
            ("A='b\nc'\nD=e", &[("A", Some("b\nc")), ("D", Some("e"))]),
            ("A='it\\'s'", &[("A", Some("it\\'s"))]),
            ("A=\"b\\nc\\td\\\\e\"", &[("A", Some("b\nc\td\\e"))]),
            ("A=\"b\\\"c\"", &[("A", Some("b\"c"))]),
            ("A=\"\\$b\\x\\0101\"", &[("A", Some("$$b\\xA"))]),
            ("A.b-c[0]=d", &[("A.b-c[0]", Some("d"))]),
            ("é=ü", &[("é", Some("ü"))]),
            ("A=b=c:d", &[("A", Some("b=c:d"))]),
        ];
        for (text, expected) in table {
            let file = DotEnv::parse(text);
            let found: Vec<_> = file
                .entries
                .iter()
                .map(|it| (it.name, it.value.as_ref().map(|value| &*value.text)))
                .collect();
            assert_eq!(file.faults, [], "{text}");
            assert_eq!(found, expected, "{text}");
            for entry in &file.entries {
                assert_eq!(entry.name_range.of(text), entry.name, "{text}");
            }
        }
    }

    #[test]
    fn faults_are_placed() {
        let table = [
            ("A B=c\nD=e", " ", "a blank in the name `A B`"),
            ("A$=c\nD=e", "$", "`$` in the name of a variable"),
            ("=c\nD=e", "=", "no name in front of the value"),
            ("A='c\nD=e", "'", "`'` is never closed"),
            // The loader only looks at the one character in front of a quote.
            ("A=\"c\\\\\"\nD=e", "\"", "`\"` is never closed"),
            ("A=\"c\nD=e", "\"", "`\"` is never closed"),
            ("A=${}\nD=e", "${}", "`${}` names no variable"),
            ("A=\"x${}\"\nD=e", "${}", "`${}` names no variable"),
            (
                "just some text\nD=e",
                " ",
                "a blank in the name `just some text`",
            ),
        ];
        for (text, place, message) in table {
            let file = DotEnv::parse(text);
            let found: Vec<_> = file
                .faults
                .iter()
                .map(|it| (it.range.of(text), it.message.as_str()))
                .collect();
            assert_eq!(found, [(place, message)], "{text}");
            assert!(file.get("D").is_some(), "{text}");
        }
    }

    #[test]
    fn values_are_put_together() {
        let text = "A=1\nB=$A-${C:-x}\nC\nD=\"${B}\"\nE='$A'\nF=$HOME\nG=$C\nA=2\nH=$$A";
        let file = DotEnv::parse(text);
        let values = file.values();
        let set = Lookup::Set;
        let table = [
            ("A", set("2")),
            ("B", set("1-x")),
            ("C", Lookup::Unknown),
            ("D", set("1-x")),
            ("E", set("$A")),
            ("F", Lookup::Unknown),
            ("G", Lookup::Unknown),
            ("H", set("$A")),
            ("I", Lookup::Unset),
        ];
        for (name, expected) in table {
            assert_eq!(values.lookup(name), expected, "{name}");
        }
    }
}
