//! Durations and sizes in bytes.

use super::piece::{Fault, Piece, Slot, blank, shown};

const MICROSECOND: i128 = 1_000;
const MILLISECOND: i128 = 1_000_000;
const SECOND: i128 = 1_000_000_000;

/// Reads a duration, in nanoseconds: `[-+]? (number unit)+` with the units ns, us, µs, ms, s, m,
/// h, d, w, or `0`. It may be negative.
pub fn duration(piece: Piece<'_>) -> Result<Slot<i128>, Fault> {
    piece.read(read_duration)
}

fn read_duration(piece: Piece<'_>, text: &str) -> Result<i128, Fault> {
    if let Some((start, end)) = blank(text) {
        let message = format!("a blank in the duration {}", shown(text));
        return Err(piece.slice(start, end).fault(message));
    }
    let negative = text.starts_with('-');
    let mut rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    if rest == "0" {
        return Ok(0);
    }
    if text.is_empty() {
        return Err(piece.fault("the duration is empty"));
    }
    if rest.is_empty() {
        return Err(piece.fault(format!("the duration {} has no number", shown(text))));
    }
    let mut total = 0_i128;
    while !rest.is_empty() {
        let number = span(rest, |c| c.is_ascii_digit() || c == '.');
        let behind = rest.get(number.len()..).unwrap_or_default();
        let unit = span(behind, |c| !c.is_ascii_digit() && c != '.');
        rest = behind.get(unit.len()..).unwrap_or_default();
        let Some(decimal) = Decimal::read(number) else {
            let wrong = if number.is_empty() { unit } else { number };
            let message = format!("{} is no number of a duration", shown(wrong));
            return Err(piece.at(wrong).fault(message));
        };
        let scale = match unit {
            "ns" => 1,
            "us" | "\u{b5}s" | "\u{3bc}s" => MICROSECOND,
            "ms" => MILLISECOND,
            "s" => SECOND,
            "m" => 60 * SECOND,
            "h" => 3_600 * SECOND,
            "d" => 24 * 3_600 * SECOND,
            "w" => 7 * 24 * 3_600 * SECOND,
            "" => {
                let message = format!("{} has no unit, such as `s` or `ms`", shown(number));
                return Err(piece.at(number).fault(message));
            }
            _ => {
                let message = format!("{} is no unit of time", shown(unit));
                return Err(piece.at(unit).fault(message));
            }
        };
        total = total.saturating_add(decimal.times(scale));
    }
    // The loader counts nanoseconds in 64 bits.
    if total > i128::from(i64::MAX) {
        return Err(piece.fault(format!("the duration {} is too long", shown(text))));
    }
    Ok(if negative { -total } else { total })
}

/// Reads a size, in bytes, fractions of a byte cut off: a number, an optional blank, an optional
/// unit `[k|m|g|t|p][i][b]` in any letter case, in powers of 1024. Whole numbers may be negative.
pub fn bytes(piece: Piece<'_>) -> Result<Slot<i128>, Fault> {
    piece.read(read_bytes)
}

fn read_bytes(piece: Piece<'_>, text: &str) -> Result<i128, Fault> {
    if text.is_empty() {
        return Err(piece.fault("the size is empty"));
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = Decimal::read(digits).filter(|it| it.fraction.is_empty());
    if let (Some(whole), true) = (&whole, digits.len() < text.len()) {
        return Ok(-whole.times(1));
    }
    let number = span(text, |c| c.is_ascii_digit() || c == '.');
    let behind = text.get(number.len()..).unwrap_or_default();
    let unit = behind.strip_prefix(' ').unwrap_or(behind);
    let Some(decimal) = Decimal::read(number) else {
        let message = format!("{} is no size: it starts with no number", shown(text));
        let wrong = if number.is_empty() { text } else { number };
        return Err(piece.at(wrong).fault(message));
    };
    if let Some(exponent) = exponent(behind) {
        return Ok(decimal.times(10_i128.pow(exponent)));
    }
    let lower = unit.to_ascii_lowercase();
    let scale = match lower.strip_suffix('b').unwrap_or(&lower) {
        "" => 0,
        "k" | "ki" => 1,
        "m" | "mi" => 2,
        "g" | "gi" => 3,
        "t" | "ti" => 4,
        "p" | "pi" => 5,
        _ => {
            let message = format!("{} is no unit of size", shown(unit.trim()));
            return Err(piece.at(unit).fault(message));
        }
    };
    Ok(decimal.times(1024_i128.pow(scale)))
}

/// The exponent of `e3`, as numbers of YAML may have it.
fn exponent(text: &str) -> Option<u32> {
    let digits = text.strip_prefix(['e', 'E'])?;
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    digits.parse().ok().filter(|exponent| *exponent <= 18)
}

/// The start of a text as far as its characters fit.
fn span(text: &str, fits: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !fits(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// A number with an optional fraction.
#[derive(Debug)]
struct Decimal<'t> {
    whole: i128,
    fraction: &'t str,
}

impl<'t> Decimal<'t> {
    /// `1`, `1.5`, `.5`, `1.`.
    fn read(text: &'t str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let whole = match whole {
            "" => 0,
            // Longer ones are too long for everything.
            _ => whole.parse().unwrap_or(i128::MAX),
        };
        // What is behind 18 digits is less than a unit of anything.
        let fraction = fraction.get(..18).unwrap_or(fraction);
        Some(Self { whole, fraction })
    }

    /// The number times `scale`, rounded down.
    fn times(&self, scale: i128) -> i128 {
        let mut tenths = 1_i128;
        let mut fraction = 0_i128;
        for digit in self.fraction.bytes() {
            tenths *= 10;
            fraction = fraction * 10 + i128::from(digit - b'0');
        }
        let fraction = fraction.saturating_mul(scale) / tenths;
        self.whole.saturating_mul(scale).saturating_add(fraction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::{Expanded, Lookup};

    type Read = fn(Piece<'_>) -> Result<Slot<i128>, Fault>;

    fn read(read: Read, text: &str) -> Result<Option<i128>, (String, String)> {
        let expanded = Expanded::of(text, &|_| Lookup::Unknown);
        read(expanded.all())
            .map(|slot| slot.value)
            .map_err(|fault| (fault.range.of(text).to_owned(), fault.message))
    }

    #[test]
    fn durations_are_read() {
        let table = [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("1ns", Some(1)),
            ("1us", Some(MICROSECOND)),
            ("1\u{b5}s", Some(MICROSECOND)),
            ("1\u{3bc}s", Some(MICROSECOND)),
            ("1m30s", Some(90 * SECOND)),
            ("1.5s", Some(1_500 * MILLISECOND)),
            (".5s", Some(500 * MILLISECOND)),
            ("1.s", Some(SECOND)),
            ("1w1d", Some(8 * 86_400 * SECOND)),
            ("-5s", Some(-5 * SECOND)),
            ("+5s", Some(5 * SECOND)),
            ("0.1234567891s", Some(123_456_789)),
            ("${X}s", None),
            ("${X:-3s}", Some(3 * SECOND)),
        ];
        for (text, expected) in table {
            assert_eq!(read(duration, text), Ok(expected), "{text}");
        }
        let faults = [
            ("", "", "the duration is empty"),
            ("30", "30", "`30` has no unit, such as `s` or `ms`"),
            ("1m30", "30", "`30` has no unit, such as `s` or `ms`"),
            ("30sec", "sec", "`sec` is no unit of time"),
            ("5y", "y", "`y` is no unit of time"),
            ("-", "-", "the duration `-` has no number"),
            ("s", "s", "`s` is no number of a duration"),
            (".s", ".", "`.` is no number of a duration"),
            ("1.2.3s", "1.2.3", "`1.2.3` is no number of a duration"),
            ("1 s", " ", "a blank in the duration `1 s`"),
            (
                "999999999w",
                "999999999w",
                "the duration `999999999w` is too long",
            ),
        ];
        for (text, place, message) in faults {
            let fault = (place.to_owned(), message.to_owned());
            assert_eq!(read(duration, text), Err(fault), "{text}");
        }
    }

    #[test]
    fn sizes_are_read() {
        let table = [
            ("0", Some(0)),
            ("1024", Some(1024)),
            ("-1", Some(-1)),
            ("1b", Some(1)),
            ("1k", Some(1024)),
            ("1KB", Some(1024)),
            ("100 KiB", Some(102_400)),
            ("512MiB", Some(512 << 20)),
            ("1.5g", Some(3 << 29)),
            ("1T", Some(1 << 40)),
            ("2pb", Some(2 << 50)),
            ("1e3", Some(1000)),
            ("0.5", Some(0)),
            ("${X}m", None),
            ("${X:-1}m", Some(1 << 20)),
        ];
        for (text, expected) in table {
            assert_eq!(read(bytes, text), Ok(expected), "{text}");
        }
        let faults = [
            ("", "", "the size is empty"),
            ("512x", "x", "`x` is no unit of size"),
            ("5e", "e", "`e` is no unit of size"),
            ("5kk", "kk", "`kk` is no unit of size"),
            ("5  k", " k", "`k` is no unit of size"),
            ("m", "m", "`m` is no size: it starts with no number"),
            (
                "1.2.3m",
                "1.2.3",
                "`1.2.3m` is no size: it starts with no number",
            ),
            ("-5m", "-5m", "`-5m` is no size: it starts with no number"),
            ("1,5g", ",5g", "`,5g` is no unit of size"),
        ];
        for (text, place, message) in faults {
            let fault = (place.to_owned(), message.to_owned());
            assert_eq!(read(bytes, text), Err(fault), "{text}");
        }
    }
}
