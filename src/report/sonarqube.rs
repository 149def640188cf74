//! Generic external issues for SonarQube.
//!
//! Source: SonarQube's documentation of the generic issue import format. Columns count from 0, in
//! UTF-16 units; an empty range is refused.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::finding::{Finding, Severity};
use crate::text::{Source, Span};

use super::{Report, SYNTAX, place};

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let issues: Vec<_> = report
        .located()
        .map(|(finding, source)| issue(report, finding, source))
        .collect();
    serde_json::to_writer(&mut *out, &json!({ "issues": issues }))?;
    writeln!(out)
}

fn issue<'s>(report: &Report<'s>, finding: &Finding, source: &'s Source) -> Value {
    let (severity, kind) = match finding.severity {
        _ if finding.code == SYNTAX => ("BLOCKER", "BUG"),
        Severity::Error => ("CRITICAL", "BUG"),
        Severity::Warning => ("MAJOR", "CODE_SMELL"),
        Severity::Info => ("MINOR", "CODE_SMELL"),
        Severity::Style => ("INFO", "CODE_SMELL"),
    };
    json!({
        "engineId": report.tool.name(),
        "ruleId": finding.code,
        "severity": severity,
        "type": kind,
        "primaryLocation": {
            "filePath": report.shown(source),
            "message": finding.message,
            "textRange": range(source, finding.span),
        },
    })
}

fn range(source: &Source, span: Span) -> Value {
    let (start, end) = place(source, span);
    if span.is_empty() {
        return json!({ "startLine": start.line, "endLine": end.line });
    }
    json!({
        "startLine": start.line,
        "startColumn": column(source, span.start),
        "endLine": end.line,
        "endColumn": column(source, span.end),
    })
}

/// UTF-16 units in front of a place in its line.
fn column(source: &Source, at: u32) -> usize {
    let lines = source.lines();
    let start = lines.span(lines.line(at)).start;
    let before = Span::new(start, at).of(source.text());
    let before = before.strip_prefix('\u{feff}').unwrap_or(before);
    before.encode_utf16().count()
}
