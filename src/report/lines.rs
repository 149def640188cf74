//! hadolint's formats of one line for each finding. They have no columns: programs that read them
//! would take the column for the line.

use std::io::{self, Write};

use crate::finding::Severity;

use super::neutral::neutral;
use super::{Colour, Report, place};

/// `file:line code level: message`, with the level in colour.
pub(super) fn tty(report: &Report<'_>, colour: Colour, out: &mut dyn Write) -> io::Result<()> {
    for (finding, source) in report.located() {
        let (start, _) = place(source, finding.span);
        let (on, off) = match colour {
            Colour::Ansi => (paint(finding.severity), "\u{1b}[0m"),
            Colour::None => ("", ""),
        };
        writeln!(
            out,
            "{}:{} {} {on}{}{off}: {}",
            neutral(source.name()),
            start.line,
            finding.code,
            finding.severity.as_str(),
            neutral(&finding.message),
        )?;
    }
    Ok(())
}

fn paint(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\u{1b}[1m\u{1b}[91m",
        Severity::Warning => "\u{1b}[1m\u{1b}[93m",
        Severity::Info => "\u{1b}[92m",
        Severity::Style => "\u{1b}[96m",
    }
}

/// `program:file:line: code level: message`.
pub(super) fn gnu(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (finding, source) in report.located() {
        let (start, _) = place(source, finding.span);
        writeln!(
            out,
            "{}:{}:{}: {} {}: {}",
            report.tool.command(),
            neutral(source.name()),
            start.line,
            finding.code,
            finding.severity.as_str(),
            neutral(&finding.message),
        )?;
    }
    Ok(())
}
