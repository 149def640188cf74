//! One line for each finding, as compilers do.

use std::io::{self, Write};

use super::neutral::neutral;
use super::{Report, place};

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (finding, source) in report.located() {
        let (start, _) = place(source, finding.span);
        writeln!(
            out,
            "{}:{}:{}: {} {} {}",
            neutral(source.name()),
            start.line,
            start.column,
            finding.severity.as_str(),
            finding.code,
            neutral(&finding.message),
        )?;
    }
    Ok(())
}
