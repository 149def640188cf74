//! Code Climate's issues, and GitLab's code quality reports, which are the same with fingerprints.
//!
//! Source: "Code Climate Engine Specification" and GitLab's documentation of code quality.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::finding::{Finding, Fingerprints, Severity};
use crate::text::Source;

use super::{Report, SYNTAX, place};

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (finding, source) in report.located() {
        serde_json::to_writer(&mut *out, &issue(report, finding, source))?;
        out.write_all(b"\0")?;
    }
    Ok(())
}

pub(super) fn gitlab(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut prints = Fingerprints::default();
    let issues = report.located().map(|(finding, source)| {
        let mut issue = issue(report, finding, source);
        // GitLab compares reports of whole projects by this alone.
        let print = prints.of(finding, source);
        let print = fnv(&format!("{}:{print}", report.shown(source)));
        if let Some(issue) = issue.as_object_mut() {
            issue.insert("fingerprint".to_owned(), json!(format!("{print:032x}")));
        }
        issue
    });
    serde_json::to_writer(&mut *out, &issues.collect::<Vec<_>>())?;
    writeln!(out)
}

fn issue<'s>(report: &Report<'s>, finding: &Finding, source: &'s Source) -> Value {
    let (start, end) = place(source, finding.span);
    let path = report.shown(source);
    // hadolint gives columns for syntax errors only, and readers know that.
    let location = if finding.code == SYNTAX {
        json!({
            "path": path,
            "positions": {
                "begin": { "line": start.line, "column": start.column },
                "end": { "line": end.line, "column": end.column },
            },
        })
    } else {
        json!({ "path": path, "lines": { "begin": start.line, "end": end.line } })
    };
    json!({
        "type": "issue",
        "check_name": finding.code,
        "description": finding.message,
        "categories": ["Bug Risk"],
        "location": location,
        "severity": match finding.severity {
            Severity::Error => "blocker",
            Severity::Warning => "major",
            Severity::Info => "info",
            Severity::Style => "minor",
        },
    })
}

/// The FNV-1a hash of 128 bits, as long as the MD5 of GitLab's own examples.
fn fnv(text: &str) -> u128 {
    text.bytes()
        .fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash, byte| {
            (hash ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b)
        })
}

#[cfg(test)]
mod tests {
    use super::fnv;

    /// Values from the page of the authors of FNV.
    #[test]
    fn the_hash_is_that_of_the_standard() {
        assert_eq!(fnv(""), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(fnv("foobar"), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }
}
