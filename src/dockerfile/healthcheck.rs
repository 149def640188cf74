//! Durations and counts of `HEALTHCHECK` flags.

use nom::IResult;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{char, digit0, one_of};
use nom::combinator::{all_consuming, opt, recognize, verify};
use nom::multi::fold_many1;

use crate::text::{Phase, Problem};

use super::ast::Instruction;

/// Reports durations and counts that Docker refuses. They are never expanded.
pub(super) fn check_flags(it: &Instruction<'_>, problems: &mut Vec<Problem>) {
    for flag in &it.flags {
        let Some(word) = flag.word().filter(|word| !word.is_empty()) else {
            continue;
        };
        let fault = match &*flag.name {
            "interval" | "timeout" | "start-period" | "start-interval" => duration_fault(&word),
            "retries" => retries_fault(&word),
            _ => None,
        };
        if let Some((id, message, help)) = fault {
            let problem = Problem::new(id, Phase::Instruction, word.span, message);
            problems.push(problem.help(help));
        }
    }
}

type Fault = Option<(&'static str, String, &'static str)>;

fn duration_fault(text: &str) -> Fault {
    match duration(text) {
        None => Some((
            "bad-duration",
            format!("`{text}` is no duration"),
            "write a number with `ms`, `s`, `m` or `h`, as in `1m30s`",
        )),
        Some(nanoseconds) if nanoseconds != 0.0 && nanoseconds < 1e6 => Some((
            "short-duration",
            format!("the duration `{text}` is shorter than a millisecond"),
            "use at least `1ms`",
        )),
        Some(_) => None,
    }
}

fn retries_fault(text: &str) -> Fault {
    let valid = text.parse::<i32>().is_ok_and(|count| count >= 0);
    (!valid).then(|| {
        let message = format!("`{text}` is no number of retries");
        ("bad-retries", message, "write a whole number, 0 or more")
    })
}

/// A duration in nanoseconds as Go reads it: a sign, then numbers with units. Zero needs no unit.
pub(super) fn duration(text: &str) -> Option<f64> {
    all_consuming(go_duration)
        .parse(text)
        .ok()
        .map(|(_, nanoseconds)| nanoseconds)
}

fn go_duration(source: &str) -> IResult<&str, f64> {
    let zero = (tag("0"), nom::combinator::eof).map(|_| 0.0);
    let sum = fold_many1(quantity, || 0.0, |sum, next| sum + next);
    let (rest, (sign, value)) = (opt(one_of("+-")), alt((zero, sum))).parse(source)?;
    Ok((rest, if sign == Some('-') { -value } else { value }))
}

fn quantity(source: &str) -> IResult<&str, f64> {
    let digits = recognize((digit0, opt((char('.'), digit0))));
    let mut number = verify(digits, |text: &str| {
        text.bytes().any(|byte| byte.is_ascii_digit())
    });
    let unit = alt((
        tag("ns").map(|_| 1.0),
        alt((tag("us"), tag("µs"), tag("μs"))).map(|_| 1e3),
        tag("ms").map(|_| 1e6),
        tag("s").map(|_| 1e9),
        tag("m").map(|_| 60e9),
        tag("h").map(|_| 3600e9),
    ));
    let (rest, text) = number.parse(source)?;
    let (rest, unit) = { unit }.parse(rest)?;
    Ok((rest, text.parse().unwrap_or(0.0) * unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_as_go_reads_them() {
        for (text, want) in [
            ("0", Some(0.0)),
            ("5s", Some(5e9)),
            ("1h30m", Some(5400e9)),
            ("1.5h", Some(5400e9)),
            (".5s", Some(5e8)),
            ("1.s", Some(1e9)),
            ("-1us", Some(-1e3)),
            ("500ms", Some(5e8)),
            ("5", None),
            ("1d", None),
            (".s", None),
            ("s", None),
            ("$X", None),
        ] {
            assert_eq!(duration(text), want, "{text}");
        }
    }
}
