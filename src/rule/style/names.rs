//! The order of names.

use std::borrow::Cow;
use std::cmp::Ordering;

/// A name, ordered as people expect it: without letter case, `web2` before `web10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByName<'t>(pub &'t str);

impl ByName<'_> {
    /// True if this name belongs behind another one, whichever way names are ordered: as people
    /// expect it, letter by letter, or byte by byte.
    pub fn is_behind(&self, other: &Self) -> bool {
        self > other && letters(self.0, other.0) == Ordering::Greater && self.0 > other.0
    }
}

impl Ord for ByName<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        natural(self.0, other.0).then_with(|| self.0.cmp(other.0))
    }
}

impl PartialOrd for ByName<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Signs come before digits, digits before letters.
fn rank(c: char) -> (u8, char) {
    match c {
        '_' => (0, c),
        '-' => (1, c),
        _ if c.is_ascii_digit() => (3, c),
        _ if c.is_alphabetic() => (4, c.to_lowercase().next().unwrap_or(c)),
        _ => (2, c),
    }
}

fn letters(a: &str, b: &str) -> Ordering {
    a.chars().map(rank).cmp(b.chars().map(rank))
}

fn natural(mut a: &str, mut b: &str) -> Ordering {
    loop {
        let (x, y) = match (a.chars().next(), b.chars().next()) {
            (Some(x), Some(y)) => (x, y),
            (x, y) => return x.is_some().cmp(&y.is_some()),
        };
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (x, y) = (digits(&mut a), digits(&mut b));
            let (x, y) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            a = a.get(x.len_utf8()..).unwrap_or_default();
            b = b.get(y.len_utf8()..).unwrap_or_default();
            rank(x).cmp(&rank(y))
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Takes the digits at the beginning.
fn digits<'t>(text: &mut &'t str) -> &'t str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let (digits, rest) = text.split_at(text.len() - rest.len());
    *text = rest;
    digits
}

/// The place of a key in a list of keys, in which `x-*` stands for all others that begin so, and
/// `*` for the rest.
pub fn place_in(order: &[String], key: &str) -> Option<usize> {
    let named = order.iter().position(|it| it == key);
    named.or_else(|| {
        let fronts = order.iter().enumerate();
        let fronts = fronts.filter_map(|(at, it)| Some((at, it.strip_suffix('*')?)));
        let fitting = fronts.filter(|(_, front)| key.starts_with(front));
        fitting.max_by_key(|(_, front)| front.len()).map(|it| it.0)
    })
}

/// Text for a message: its first line, cut where it is long.
pub fn short(text: &str) -> Cow<'_, str> {
    const MAX: usize = 32;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(MAX) {
        Some((end, _)) => Cow::Owned(format!("{}…", line.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let order = ["image", "*", "x-*", "x-last", "labels"].map(str::to_owned);
        for (key, place) in [
            ("image", 0),
            ("ports", 1),
            ("x-a", 2),
            ("x-last", 3),
            ("labels", 4),
        ] {
            assert_eq!(place_in(&order, key), Some(place), "{key}");
        }
        assert_eq!(place_in(&order[..1], "ports"), None);
    }

    #[test]
    fn names() {
        for sorted in [
            ["web", "web2", "web10"],
            ["App", "app", "apple"],
            ["db_1", "db-1", "db1"],
            ["a", "B", "c"],
        ] {
            let mut names = sorted;
            names.reverse();
            names.sort_by(|a, b| ByName(a).cmp(&ByName(b)));
            assert_eq!(names, sorted);
        }
        let behind = |a, b| ByName(a).is_behind(&ByName(b));
        assert!(behind("b", "a") && !behind("a", "b") && !behind("a", "a"));
        // People differ about these.
        assert!(!behind("web10", "web9") && !behind("web9", "web10"));
        assert!(!behind("a", "B") && !behind("B", "a"));
        assert!(!behind("a-b", "a_b") && !behind("a_b", "a-b"));
    }
}
