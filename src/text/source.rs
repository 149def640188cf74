//! One input file.

use std::sync::OnceLock;

use super::span::offset;
use super::{LineIndex, Position, Span};

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// A Dockerfile or Containerfile.
    Dockerfile,
    /// A Compose file.
    Compose,
}

/// How the bytes of a file became text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Encoding {
    /// The file starts with a UTF-8 byte-order mark. It stays in the text.
    pub bom: bool,
    /// Places that are no UTF-8, in file order, neighbouring bytes joined. Each byte is shown as
    /// U+001A in the text, so that offsets stay those of the file.
    pub invalid: Vec<Span>,
    /// The file starts like UTF-16 or UTF-32.
    pub wide: bool,
}

/// One file: its name as the user gave it and its text.
///
/// Offsets into [`Source::text`] are byte offsets into the user's own file, whatever its encoding.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    language: Language,
    encoding: Encoding,
    lines: OnceLock<LineIndex>,
}

/// Stands for one byte that is no UTF-8. The control character "substitute" has no meaning in
/// Dockerfiles, shells or YAML.
const SUBSTITUTE: char = '\u{1a}';

impl Source {
    /// Largest file in bytes. Beyond it offsets would not fit a [`Span`].
    pub const MAX_LEN: usize = 1 << 31;

    /// Takes the bytes of a file of a known language. Bytes that are no UTF-8 are replaced, never
    /// refused; what lies beyond [`Self::MAX_LEN`] is dropped.
    pub fn new(name: impl Into<String>, language: Language, bytes: impl Into<Vec<u8>>) -> Self {
        let mut bytes = bytes.into();
        bytes.truncate(Self::MAX_LEN);
        let wide = bytes.starts_with(&[0xff, 0xfe])
            || bytes.starts_with(&[0xfe, 0xff])
            || bytes.starts_with(&[0, 0, 0xfe, 0xff]);
        let (text, invalid) = match String::from_utf8(bytes) {
            Ok(text) => (text, Vec::new()),
            Err(error) => substitute(error.as_bytes()),
        };
        let encoding = Encoding {
            bom: text.starts_with('\u{feff}'),
            invalid,
            wide,
        };
        Self {
            name: name.into(),
            text,
            language,
            encoding,
            lines: OnceLock::new(),
        }
    }

    /// The name as given: a path, or `-`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, as long in bytes as the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the file is written in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// How the bytes became text.
    pub fn encoding(&self) -> &Encoding {
        &self.encoding
    }

    /// The line index, built on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Line and column of a byte offset.
    pub fn position(&self, at: u32) -> Position {
        self.lines().position(&self.text, at)
    }

    /// Text of a range.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}

/// Replaces each byte that is no UTF-8 and lists the places.
fn substitute(bytes: &[u8]) -> (String, Vec<Span>) {
    let mut text = String::with_capacity(bytes.len());
    let mut invalid: Vec<Span> = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let start = offset(text.len());
        text.extend(chunk.invalid().iter().map(|_| SUBSTITUTE));
        let span = Span::new(start, offset(text.len()));
        match invalid.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ if span.is_empty() => {}
            _ => invalid.push(span),
        }
    }
    (text, invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_utf8_keep_their_offsets() {
        let source = Source::new(
            "-",
            Language::Dockerfile,
            b"FROM \xff\xfex\nRUN \xe4\n".to_vec(),
        );
        assert_eq!(source.text(), "FROM \u{1a}\u{1a}x\nRUN \u{1a}\n");
        assert_eq!(
            source.encoding().invalid,
            [Span::new(5, 7), Span::new(13, 14)]
        );
        assert!(!source.encoding().bom && !source.encoding().wide);
    }

    #[test]
    fn wide_encodings_are_noticed() {
        let wide = b"\xff\xfeF\0R\0O\0M\0".to_vec();
        assert!(Source::new("-", Language::Dockerfile, wide).encoding().wide);
    }
}
