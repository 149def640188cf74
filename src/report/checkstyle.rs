//! The XML of Checkstyle, which many CI services read.

use std::io::{self, Write};

use super::{Report, place, xml};

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", xml::HEAD)?;
    xml::open(out, "checkstyle", &[("version", "4.3")])?;
    write!(out, ">")?;
    for (source, findings) in report.files() {
        xml::open(out, "file", &[("name", &report.shown(source))])?;
        write!(out, ">")?;
        for finding in findings {
            let (start, _) = place(source, finding.span);
            let attributes = [
                ("column", &*start.column.to_string()),
                ("line", &*start.line.to_string()),
                ("message", &finding.message),
                ("severity", finding.severity.as_str()),
                ("source", finding.code),
            ];
            xml::open(out, "error", &attributes)?;
            write!(out, "/>")?;
        }
        write!(out, "</file>")?;
    }
    writeln!(out, "</checkstyle>")
}
