//! The XML of JUnit: a suite for each file, a failed test for each finding. Times are zero, so that
//! the same files give the same report.

use std::io::{self, Write};

use crate::finding::Finding;
use crate::text::Source;

use super::{Report, SYNTAX, place, xml};

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let tool = report.tool;
    let (id, name) = (tool.command(), tool.title());
    write!(out, "{}", xml::HEAD)?;
    let attributes = [("id", id), ("name", &name), ("time", "0")];
    xml::open(out, "testsuites", &attributes)?;
    write!(out, ">")?;
    for (source, findings) in report.files() {
        let findings: Vec<_> = findings.collect();
        let errors = findings.iter().filter(|it| it.code == SYNTAX).count();
        let count = findings.len().to_string();
        let attributes = [
            ("errors", &*errors.to_string()),
            ("failures", &*count),
            ("id", id),
            ("name", &name),
            ("tests", &*count),
            ("time", "0"),
        ];
        xml::open(out, "testsuite", &attributes)?;
        write!(out, ">")?;
        for finding in findings {
            case(report, finding, source, out)?;
        }
        write!(out, "</testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn case<'s>(
    report: &Report<'s>,
    finding: &Finding,
    source: &'s Source,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (start, _) = place(source, finding.span);
    let path = report.shown(source);
    let id = if finding.code == SYNTAX {
        format!("{}.error", report.tool.command())
    } else {
        format!("{}.rule.{}", report.tool.command(), finding.code)
    };
    // Readers tell tests apart by these two.
    let class = format!("{path}:{}:{}", start.line, start.column);
    let attributes = [
        ("classname", &*class),
        ("id", &id),
        ("name", finding.code),
        ("time", "0"),
    ];
    xml::open(out, "testcase", &attributes)?;
    write!(out, ">")?;
    let level = finding.severity.as_str();
    let attributes = [
        ("id", finding.code),
        ("message", &finding.message),
        ("type", level),
    ];
    xml::open(out, "failure", &attributes)?;
    write!(out, ">")?;
    let (line, column, message) = (start.line, start.column, xml::escaped(&finding.message));
    let path = xml::escaped(&path);
    if finding.code == SYNTAX {
        write!(
            out,
            "Parse Error in {path}\nLine: {line}\nColumn: {column}\n"
        )?;
        writeln!(out, "Parse Error: {message}")?;
    } else {
        let category = "Dockerfile Static Analysis";
        let tool = report.tool.name();
        write!(
            out,
            "File: {path}\nLine: {line}\nCategory: {tool} - {category}\n"
        )?;
        writeln!(out, "{level}: {message}")?;
    }
    write!(out, "</failure></testcase>")
}
