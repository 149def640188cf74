//! The text of an open document.

use lsp_types::TextDocumentContentChangeEvent;

use crate::text::LineIndex;

use super::Encoding;

/// A text that an editor changes.
#[derive(Debug)]
pub struct Buffer {
    text: String,
    lines: LineIndex,
}

impl Buffer {
    /// A text that was just opened.
    pub fn new(text: String) -> Self {
        let lines = LineIndex::new(&text);
        Self { text, lines }
    }

    /// The text as it is now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Replaces a range, or all of it if the change names none.
    pub fn change(&mut self, change: &TextDocumentContentChangeEvent, encoding: Encoding) {
        match change.range {
            Some(range) => {
                let span = encoding.span(&self.text, &self.lines, range);
                self.text.replace_range(span.range(), &change.text);
            }
            None => self.text.clone_from(&change.text),
        }
        self.lines = LineIndex::new(&self.text);
    }
}

#[cfg(test)]
mod tests {
    use lsp_types::{Position, Range};

    use super::*;

    #[test]
    fn changes_apply_one_after_the_other() {
        let mut buffer = Buffer::new("FROM 😀\r\nRUN x\r\n".to_owned());
        let mut change = |from: (u32, u32), to: (u32, u32), text: &str| {
            let place = |(line, column)| Position::new(line, column);
            let change = TextDocumentContentChangeEvent {
                range: Some(Range::new(place(from), place(to))),
                range_length: None,
                text: text.to_owned(),
            };
            buffer.change(&change, Encoding::Utf16);
            buffer.text().to_owned()
        };
        assert_eq!(change((0, 5), (0, 7), "a"), "FROM a\r\nRUN x\r\n");
        assert_eq!(change((0, 6), (1, 0), "\n"), "FROM a\nRUN x\r\n");
        assert_eq!(change((2, 0), (2, 0), "CMD y"), "FROM a\nRUN x\r\nCMD y");
        // Turned round, and behind the end.
        assert_eq!(change((9, 9), (1, 0), ""), "FROM a\n");
    }
}
