//! Results for Codacy: objects with nothing between them.

use std::io::{self, Write};

use serde_json::json;

use super::{Report, place, slashed};

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (finding, source) in report.located() {
        let (start, _) = place(source, finding.span);
        let result = json!({
            "filename": slashed(source.name()),
            "line": start.line,
            "message": finding.message,
            "patternId": finding.code,
        });
        serde_json::to_writer(&mut *out, &result)?;
    }
    Ok(())
}
