//! DL3053 label-without-time.

use crate::rule::prelude::*;

rule!(DL3053, on: [Label(check)]);

fn check<'s>(label: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    check_labels(
        label,
        cx,
        Some(LabelType::Rfc3339),
        "is no time after RFC 3339",
        |value| {
            if is_rfc3339(value) == Some(true) {
                Ok(())
            } else {
                Err(Some("A time looks like `2026-01-31T12:00:00Z`.".to_owned()))
            }
        },
    );
}

/// `YYYY-MM-DDThh:mm:ss[.fraction](Z|±hh:mm)` with numbers in range.
fn is_rfc3339(text: &str) -> Option<bool> {
    let (date, rest) = text.split_at_checked(10)?;
    let rest = rest.strip_prefix(['T', 't'])?;
    let (time, rest) = rest.split_at_checked(8)?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => fraction
            .get(digits(fraction)..)
            .filter(|it| it.len() < fraction.len())?,
        None => rest,
    };
    let zone_ok = match zone.strip_prefix(['+', '-']) {
        Some(offset) => {
            let [hours, minutes] = numbers(offset, ':', [2, 2])?;
            hours < 24 && minutes < 60
        }
        None => matches!(zone, "Z" | "z"),
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return Some(false),
    };
    Some((1..=days).contains(&day) && hour < 24 && minute < 60 && second <= 60 && zone_ok)
}

/// Numbers of the given lengths between separators.
fn numbers<const N: usize>(text: &str, separator: char, lengths: [usize; N]) -> Option<[u32; N]> {
    let mut found = [0; N];
    let mut parts = text.split(separator);
    for (number, length) in found.iter_mut().zip(lengths) {
        let part = parts.next().filter(|part| part.len() == length)?;
        *number = part
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| part.parse().ok())??;
    }
    parts.next().is_none().then_some(found)
}
