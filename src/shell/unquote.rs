//! Words without their quotes.

/// Takes quotes out of a word with expansions, and leaves the expansions as they stand.
pub(super) fn unquote(raw: &str) -> Box<str> {
    let mut out = String::with_capacity(raw.len());
    let mut quote = None;
    let mut depth = 0_usize;
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('$', _) if matches!(chars.peek(), Some('(' | '{')) => {
                depth += 1;
                out.push(c);
                out.extend(chars.next());
            }
            (')' | '}', _) if depth > 0 => {
                depth -= 1;
                out.push(c);
            }
            _ if depth > 0 => out.push(c),
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            ('\\', None | Some('"')) => match chars.next() {
                Some(next) => out.push(next),
                None => out.push(c),
            },
            (c, _) => out.push(c),
        }
    }
    out.into()
}
