//! What a plain scalar stands for.
//!
//! Compose reads YAML with go.yaml v4, whose rules are neither those of YAML 1.1 nor of 1.2:
//! `yes` is text, `0777` and `0o777` are octal, `1_000` is a number, `22:22` is text.

use super::tree::{Scalar, Style, Tag};

/// The value of a scalar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Resolved {
    /// `null`, `~`, or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Another number, also a whole one that is too long.
    Float(f64),
    /// A date, with or without a time.
    Time,
    /// Text.
    Text,
}

/// Resolves a scalar as Compose does.
pub fn resolve(scalar: &Scalar<'_>, tag: Option<&Tag<'_>>) -> Resolved {
    let core = tag.and_then(|tag| tag.core.as_deref());
    match core {
        Some("str" | "binary") => Resolved::Text,
        Some("null") => Resolved::Null,
        Some("int" | "float" | "bool" | "timestamp") => plain(&scalar.text),
        _ if scalar.style == Style::Plain => plain(&scalar.text),
        _ => Resolved::Text,
    }
}

fn plain(text: &str) -> Resolved {
    let Some(first) = text.bytes().next() else {
        return Resolved::Null;
    };
    match first {
        b'~' | b'n' | b'N' if matches!(text, "~" | "null" | "Null" | "NULL") => Resolved::Null,
        b't' | b'T' if matches!(text, "true" | "True" | "TRUE") => Resolved::Bool(true),
        b'f' | b'F' if matches!(text, "false" | "False" | "FALSE") => Resolved::Bool(false),
        b'0'..=b'9' | b'+' | b'-' | b'.' => number(text).unwrap_or_else(|| {
            if is_time(text) {
                Resolved::Time
            } else {
                Resolved::Text
            }
        }),
        _ => Resolved::Text,
    }
}

fn number(text: &str) -> Option<Resolved> {
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(Resolved::Float(f64::NAN));
    }
    let (sign, digits) = match text.strip_prefix(['+', '-']) {
        Some(digits) if text.starts_with('-') => (-1, digits),
        Some(digits) => (1, digits),
        None => (1, text),
    };
    if matches!(digits, ".inf" | ".Inf" | ".INF") {
        return Some(Resolved::Float(f64::INFINITY * f64::from(sign)));
    }
    // An underscore may separate digits, nothing else.
    let clean = digits.replace('_', "");
    let radix = |prefixes: &[&str], radix: u32| {
        let rest = prefixes
            .iter()
            .find_map(|prefix| clean.strip_prefix(prefix))?;
        i64::from_str_radix(rest, radix).ok()
    };
    let whole = radix(&["0x", "0X"], 16)
        .or_else(|| radix(&["0b", "0B"], 2))
        .or_else(|| radix(&["0o", "0O"], 8));
    if let Some(value) = whole {
        return Some(Resolved::Int(value * i64::from(sign)));
    }
    if !clean.is_empty() && clean.bytes().all(|byte| byte.is_ascii_digit()) {
        let octal = clean.len() > 1 && clean.starts_with('0');
        let value = i64::from_str_radix(&clean, if octal { 8 } else { 10 })
            .or_else(|_| clean.parse())
            .ok();
        return Some(match value {
            Some(value) => Resolved::Int(value * i64::from(sign)),
            None => Resolved::Float(clean.parse().unwrap_or(f64::INFINITY) * f64::from(sign)),
        });
    }
    let is_float = clean.bytes().any(|byte| byte.is_ascii_digit())
        && clean
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    let value: f64 = clean.parse().ok().filter(|_| is_float)?;
    // `1e3` is written as a number with a fraction, and is a whole one.
    Some(Resolved::Float(value * f64::from(sign)))
}

/// `2001-12-14`, with or without a time.
fn is_time(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let digits = |part: Option<&str>, lengths: &[usize]| {
        part.is_some_and(|it| {
            lengths.contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit())
        })
    };
    let year = digits(parts.next(), &[4]);
    let month = digits(parts.next(), &[1, 2]);
    let rest = parts.next().unwrap_or_default();
    let day_end = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (day, time) = rest.split_at_checked(day_end).unwrap_or_default();
    let time_fits = match time.strip_prefix(['T', 't', ' ']) {
        Some(time) => time
            .split([':', '.', '+', '-', 'Z', ' '])
            .all(|it| it.bytes().all(|it| it.is_ascii_digit())),
        None => time.is_empty() && day.len() == 2 && month,
    };
    year && month && digits(Some(day), &[1, 2]) && time_fits
}
