//! XML 1.0, as far as reports need it.

use std::fmt::Write as _;
use std::io::{self, Write};

/// What an XML file starts with.
pub(super) const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

/// Writes the start of an element, up to its closing bracket.
pub(super) fn open(out: &mut dyn Write, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    write!(out, "<{name}")?;
    for (name, value) in attributes {
        write!(out, " {name}=\"{}\"", escaped(value))?;
    }
    Ok(())
}

/// Text for between elements or for an attribute. Characters that XML does not allow even as
/// references are replaced.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A reader makes blanks of the plain ones in attributes.
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        for (text, want) in [
            ("a<b>&\"'", "a&lt;b&gt;&amp;&quot;'"),
            ("a\tb\r\n", "a&#9;b&#13;&#10;"),
            (
                "\0\u{1b}[1m\u{7f}\u{ffff}😀",
                "\u{fffd}\u{fffd}[1m\u{7f}\u{fffd}😀",
            ),
        ] {
            assert_eq!(escaped(text), want);
        }
    }
}
