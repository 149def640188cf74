//! `.dockerignore`: which files of the build context Docker leaves behind.
//!
//! Source: ".dockerignore files" of the Docker build documentation, and the matcher of Docker where
//! it is silent. Paths are separated by slashes, relative to the context.

use crate::text::{Span, offset};

/// An ignore file.
#[derive(Clone, Debug, Default)]
pub struct IgnoreFile {
    patterns: Vec<Pattern>,
}

/// One line of an ignore file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Pattern {
    /// The cleaned pattern without `!`, such as `a/*.log`.
    pub text: String,
    /// It starts with `!`: what matches is taken back in.
    pub negated: bool,
    /// Its place in the text that was read, without blanks around it.
    pub span: Span,
    /// None if the pattern is malformed, at which Docker gives up.
    parts: Option<Vec<Part>>,
}

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Char(char),
    /// `?`: one character but a slash.
    Any,
    /// `*`: any characters but slashes.
    Star,
    /// `**/`: any number of folders. What follows is the [`Part::Names`] of these.
    Folders,
    /// Any characters, the last one a slash.
    Names,
    /// `**` at the end: anything.
    Rest,
    /// `[a-z]`
    Class {
        negated: bool,
        ranges: Vec<(char, char)>,
    },
}

impl IgnoreFile {
    /// Reads the text of an ignore file.
    pub fn read(text: &str) -> Self {
        let mut patterns = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let line = line.strip_suffix('\n').unwrap_or(line);
            let (start, line) = match line.strip_prefix('\u{feff}') {
                Some(rest) if start == 0 => (start + '\u{feff}'.len_utf8(), rest),
                _ => (start, line),
            };
            let trimmed = line.trim();
            if line.starts_with('#') || trimmed.is_empty() {
                continue;
            }
            let start = start + line.len() - line.trim_start().len();
            let span = Span::new(offset(start), offset(start + trimmed.len()));
            patterns.push(Pattern::read(trimmed, span));
        }
        Self { patterns }
    }

    /// The patterns in order.
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// The pattern that leaves a path out, or a folder around it: the last one that says something
    /// about it, unless that one takes it back in. The path is matched as it stands.
    pub fn ignores(&self, path: &str) -> Option<&Pattern> {
        let ends = path
            .match_indices('/')
            .map(|(at, _)| at)
            .chain([path.len()]);
        let parts: Vec<&str> = ends.filter_map(|end| path.get(..end)).collect();
        let says = |pattern: &&Pattern| parts.iter().any(|part| pattern.matches(part));
        let last = self.patterns.iter().rev().find(says)?;
        (!last.negated).then_some(last)
    }
}

impl Pattern {
    fn read(line: &str, span: Span) -> Self {
        let (negated, text) = match line.strip_prefix('!') {
            Some(rest) => (true, rest.trim()),
            None => (false, line),
        };
        let cleaned = if text.is_empty() {
            String::new()
        } else {
            clean(text)
        };
        let text = match cleaned.strip_prefix('/') {
            Some(rest) if !rest.is_empty() => rest.to_owned(),
            _ => cleaned,
        };
        let parts = parts(&text).filter(|parts| !parts.is_empty());
        Self {
            text,
            negated,
            span,
            parts,
        }
    }

    /// True for a pattern that Docker cannot read, at which the build ends.
    pub fn is_malformed(&self) -> bool {
        self.parts.is_none()
    }

    /// True for a pattern that leaves everything out.
    pub fn is_everything(&self) -> bool {
        matches!(self.text.as_str(), "*" | "**" | "**/*")
    }

    /// True if the pattern matches this very path.
    pub fn matches(&self, path: &str) -> bool {
        let Some(parts) = &self.parts else {
            return false;
        };
        // All ways to match at once: `open[n]` tells whether the first `n` parts can have matched
        // what was read so far, so that no pattern takes longer than length times length.
        let mut open = vec![false; parts.len() + 1];
        let mut next = open.clone();
        set(&mut open, 0);
        pass(parts, &mut open);
        for c in path.chars() {
            next.fill(false);
            for (index, part) in parts.iter().enumerate() {
                if !open.get(index).is_some_and(|open| *open) {
                    continue;
                }
                match part {
                    Part::Char(own) if *own == c => set(&mut next, index + 1),
                    Part::Any if c != '/' => set(&mut next, index + 1),
                    Part::Star if c != '/' => set(&mut next, index),
                    Part::Rest => set(&mut next, index),
                    Part::Names => {
                        set(&mut next, index);
                        if c == '/' {
                            set(&mut next, index + 1);
                        }
                    }
                    Part::Class { negated, ranges } => {
                        let within = ranges.iter().any(|(low, high)| (*low..=*high).contains(&c));
                        if within != *negated {
                            set(&mut next, index + 1);
                        }
                    }
                    _ => {}
                }
            }
            pass(parts, &mut next);
            std::mem::swap(&mut open, &mut next);
        }
        open.last().is_some_and(|matched| *matched)
    }
}

fn set(states: &mut [bool], index: usize) {
    if let Some(state) = states.get_mut(index) {
        *state = true;
    }
}

/// Opens what follows parts that may match nothing.
fn pass(parts: &[Part], states: &mut [bool]) {
    for (index, part) in parts.iter().enumerate() {
        let open = states.get(index).is_some_and(|open| *open);
        if open && matches!(part, Part::Star | Part::Rest | Part::Folders) {
            set(states, index + 1);
            if *part == Part::Folders {
                set(states, index + 2);
            }
        }
    }
}

const WILDCARDS: [char; 5] = ['*', '?', '[', ']', '\\'];

/// Reads a pattern; none if it is malformed.
fn parts(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let part = match c {
            '*' if chars.next_if_eq(&'*').is_some() => {
                let slash = chars.next_if_eq(&'/').is_some();
                // In front of a plain name, `**` is any beginning of a path.
                let start = parts.is_empty()
                    && !slash
                    && !text.trim_start_matches("**").contains(WILDCARDS);
                if chars.peek().is_none() || start {
                    Part::Rest
                } else {
                    parts.push(Part::Folders);
                    Part::Names
                }
            }
            '*' => Part::Star,
            '?' => Part::Any,
            '\\' => Part::Char(chars.next()?),
            '[' => class(&mut chars)?,
            c => Part::Char(c),
        };
        parts.push(part);
    }
    Some(parts)
}

/// What stands behind `[`, up to `]`. None if there is no end, or nothing in it.
fn class(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<Part> {
    let negated = chars.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    let one = |chars: &mut std::iter::Peekable<std::str::Chars<'_>>| match chars.next()? {
        '\\' => chars.next(),
        '-' | ']' => None,
        c => Some(c),
    };
    loop {
        if !ranges.is_empty() && chars.next_if_eq(&']').is_some() {
            return Some(Part::Class { negated, ranges });
        }
        let low = one(chars)?;
        let high = if chars.next_if_eq(&'-').is_some() {
            one(chars)?
        } else {
            low
        };
        ranges.push((low, high));
    }
}

/// The shortest path that means the same, as far as its text tells: no `.`, no `//`, no `/` at the
/// end, `..` taken together with what precedes it.
pub fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cleaned() {
        for (path, want) in [
            ("./foo", "foo"),
            ("foo/", "foo"),
            ("a/../foo", "foo"),
            ("a//./b", "a/b"),
            ("../x", "../x"),
            ("/../x", "/x"),
            ("/", "/"),
            ("", "."),
            ("a/..", "."),
        ] {
            assert_eq!(clean(path), want, "{path}");
        }
    }

    #[test]
    fn lines_become_patterns() {
        let file = IgnoreFile::read("\u{feff}# no\n /a/ \r\n\n #b\n! ./c\n!\n[\n");
        let show = |it: &Pattern| {
            let mark = if it.negated { "!" } else { "" };
            let bad = if it.is_malformed() { " bad" } else { "" };
            format!("{mark}{}{bad}", it.text)
        };
        let shown: Vec<_> = file.patterns().iter().map(show).collect();
        assert_eq!(shown, ["a", "#b", "!c", "! bad", "[ bad"]);
        assert_eq!(file.patterns()[0].span, Span::new(9, 12));
    }

    #[test]
    fn what_patterns_match() {
        for (pattern, path, want) in [
            ("a", "a", true),
            ("a", "b/a", false),
            ("a", "a/b", true),
            ("*.log", "a.log", true),
            ("*.log", "x/a.log", false),
            ("*.log", "*.log", true),
            ("*/*.log", "x/a.log", true),
            ("*/tmp/*", "x/tmp/a", true),
            ("*/tmp/*", "tmp/a", false),
            ("**/a", "a", true),
            ("**/a", "x/y/a", true),
            ("**/a", "x/ya", false),
            ("a/**", "a/b/c", true),
            ("a/**/c", "a/c", true),
            ("a/**/c", "a/b/b/c", true),
            ("a/**/c", "a/b/bc", false),
            ("**", "a/b", true),
            ("**log", "x/alog", true),
            ("**l*g", "x/alog", false),
            ("a**/b", "ab", true),
            ("a**/b", "ax/y/b", true),
            ("a?c", "abc", true),
            ("a?c", "a/c", false),
            ("[a-c]x", "bx", true),
            ("[^a-c]x", "bx", false),
            ("[^a-c]x", "dx", true),
            ("[\\]]x", "]x", true),
            ("a\\*", "a*", true),
            ("a\\*", "ab", false),
            ("a.b", "axb", false),
            ("A", "a", false),
            ("a", "/a", false),
            ("src/../a", "a", true),
            ("[", "[", false),
        ] {
            let file = IgnoreFile::read(pattern);
            assert_eq!(file.ignores(path).is_some(), want, "{pattern} on {path}");
        }
    }

    #[test]
    fn the_last_pattern_decides() {
        let file = IgnoreFile::read("*\n!a\na/b\n");
        let ignored = |path| file.ignores(path).map(|it| it.text.as_str());
        assert_eq!(ignored("x"), Some("*"));
        assert_eq!(ignored("a"), None);
        assert_eq!(ignored("a/c"), None);
        assert_eq!(ignored("a/b/c"), Some("a/b"));
    }

    #[test]
    fn no_pattern_takes_for_ever() {
        let pattern = "*a**/".repeat(200) + "b";
        let file = IgnoreFile::read(&pattern);
        assert!(file.ignores(&"a".repeat(2_000)).is_none());
    }
}
