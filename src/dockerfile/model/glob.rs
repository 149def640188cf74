//! Patterns in `${name#pattern}` and its kin.
//!
//! Matching keeps the set of positions in the pattern that can be reached, as a finite automaton
//! does, so that no pattern takes more than its length times that of the text.

/// A pattern of `*`, `?` and literal characters.
pub(super) struct Glob {
    tokens: Vec<Token>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    One,
    Many,
    Literal(char),
}

impl Glob {
    pub(super) fn read(pattern: &str) -> Self {
        let mut tokens = Vec::new();
        let mut chars = pattern.chars();
        while let Some(c) = chars.next() {
            tokens.push(match c {
                '*' => Token::Many,
                '?' => Token::One,
                '\\' => Token::Literal(chars.next().unwrap_or('\\')),
                c => Token::Literal(c),
            });
        }
        Self { tokens }
    }

    /// Byte lengths of the prefixes of `text` that match, ascending.
    fn prefixes(&self, text: &str) -> Vec<usize> {
        // Positions in the pattern that can be reached, as in a finite automaton: no backtracking.
        let mut reached = vec![false; self.tokens.len() + 1];
        if let Some(first) = reached.first_mut() {
            *first = true;
        }
        self.skip_stars(&mut reached);
        let mut found = Vec::new();
        if reached.last() == Some(&true) {
            found.push(0);
        }
        for (at, c) in text.char_indices() {
            let mut next = vec![false; reached.len()];
            for (index, token) in self.tokens.iter().enumerate() {
                if reached.get(index) == Some(&true) {
                    let step = match token {
                        Token::Many => index,
                        Token::Literal(literal) if *literal != c => continue,
                        Token::One | Token::Literal(_) => index + 1,
                    };
                    if let Some(state) = next.get_mut(step) {
                        *state = true;
                    }
                }
            }
            self.skip_stars(&mut next);
            if next.last() == Some(&true) {
                found.push(at + c.len_utf8());
            }
            reached = next;
        }
        found
    }

    /// `*` matches nothing, too.
    fn skip_stars(&self, reached: &mut [bool]) {
        for (index, token) in self.tokens.iter().enumerate() {
            if *token == Token::Many
                && reached.get(index) == Some(&true)
                && let Some(state) = reached.get_mut(index + 1)
            {
                *state = true;
            }
        }
    }

    pub(super) fn without_prefix(&self, text: &str, longest: bool) -> String {
        let prefixes = self.prefixes(text);
        let cut = if longest {
            prefixes.last()
        } else {
            prefixes.first()
        };
        text.get(cut.copied().unwrap_or(0)..)
            .unwrap_or_default()
            .to_owned()
    }

    pub(super) fn without_suffix(&self, text: &str, longest: bool) -> String {
        let mut starts: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
        starts.push(text.len());
        let matches = |at: &&usize| {
            let suffix = text.get(**at..).unwrap_or_default();
            self.prefixes(suffix).last() == Some(&suffix.len())
        };
        let cut = if longest {
            starts.iter().find(matches)
        } else {
            starts.iter().rev().find(matches)
        };
        text.get(..cut.copied().unwrap_or(text.len()))
            .unwrap_or_default()
            .to_owned()
    }

    pub(super) fn replaced(&self, text: &str, replacement: &str, all: bool) -> String {
        let mut out = String::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            // An empty match replaces nothing: it would never end.
            if let Some(length) = self.prefixes(rest).last().filter(|length| **length > 0) {
                out += replacement;
                at += length;
                if !all {
                    break;
                }
            } else {
                let c = rest.chars().next().map_or(1, char::len_utf8);
                out += rest.get(..c).unwrap_or_default();
                at += c;
            }
        }
        out + text.get(at..).unwrap_or_default()
    }
}
