//! Workflow commands of GitHub Actions, shown as annotations.

use std::io::{self, Write};

use crate::finding::Severity;

use super::{Report, place, slashed};

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    // GitHub shows ten of each kind for a step: the worst ones go first.
    for severity in Severity::ALL {
        let command = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info | Severity::Style => "notice",
        };
        for (finding, source) in report.located().filter(|(it, _)| it.severity == severity) {
            let (start, end) = place(source, finding.span);
            let file = property(&slashed(source.name()));
            write!(
                out,
                "::{command} file={file},line={},endLine={}",
                start.line, end.line
            )?;
            // Columns are only allowed within one line.
            if start.line == end.line {
                write!(out, ",col={},endColumn={}", start.column, end.column)?;
            }
            let help = finding
                .help
                .as_ref()
                .map(|help| format!("\n{help}"))
                .unwrap_or_default();
            let message = data(&format!("{}{help}", finding.message));
            writeln!(out, ",title={}::{message}", property(finding.code))?;
        }
    }
    Ok(())
}

/// Escapes the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
