//! The format `json-v1`: a flat array whose objects have hadolint's six fields and more.
//!
//! The schema is `docs/output.schema.json`. Lines and columns count from 1, columns in Unicode
//! scalar values; ends are exclusive; spans are byte offsets.

use std::io::{self, Write};

use serde::Serialize;

use crate::finding::{Finding, Fix, Label};
use crate::rules;
use crate::text::{Source, Span};

use super::{Report, place, slashed};

#[derive(Serialize)]
struct FindingV1<'r> {
    file: String,
    line: u32,
    column: u32,
    level: &'static str,
    code: &'static str,
    message: &'r str,
    end_line: u32,
    end_column: u32,
    span: SpanV1,
    name: &'static str,
    url: String,
    help: Option<&'r str>,
    notes: &'r [String],
    labels: Vec<LabelV1<'r>>,
    fixes: Vec<FixV1<'r>>,
}

#[derive(Serialize)]
struct SpanV1 {
    start: u32,
    end: u32,
}

struct PlaceV1 {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    span: SpanV1,
}

#[derive(Serialize)]
struct LabelV1<'r> {
    file: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    span: SpanV1,
    message: &'r str,
}

#[derive(Serialize)]
struct FixV1<'r> {
    title: &'r str,
    applicability: &'static str,
    edits: Vec<EditV1<'r>>,
}

#[derive(Serialize)]
struct EditV1<'r> {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    span: SpanV1,
    text: &'r str,
}

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = report
        .located()
        .map(|(finding, source)| v1(finding, source, report.sources));
    let mut first = true;
    // Pieces are put together before they are written.
    let mut text = Vec::new();
    write!(out, "[")?;
    for finding in findings {
        text.clear();
        text.extend_from_slice(if first { b"\n" } else { b",\n" });
        first = false;
        serde_json::to_writer(&mut text, &finding)?;
        out.write_all(&text)?;
    }
    writeln!(out, "{}]", if first { "" } else { "\n" })
}

fn v1<'r>(finding: &'r Finding, source: &Source, sources: &'r [Source]) -> FindingV1<'r> {
    let place = place_v1(source, finding.span);
    let meta = rules::find(finding.code).map(|rule| &rule.meta);
    FindingV1 {
        file: slashed(source.name()),
        line: place.line,
        column: place.column,
        level: finding.severity.as_str(),
        code: finding.code,
        message: &finding.message,
        end_line: place.end_line,
        end_column: place.end_column,
        span: place.span,
        name: meta.map_or("", |meta| meta.name),
        url: meta.map(crate::rule::Meta::url).unwrap_or_default(),
        help: finding.help.as_deref(),
        notes: &finding.notes,
        labels: finding
            .labels
            .iter()
            .filter_map(|it| label(it, sources))
            .collect(),
        fixes: finding.fixes.iter().map(|it| fix(it, source)).collect(),
    }
}

fn place_v1(source: &Source, span: Span) -> PlaceV1 {
    let (start, end) = place(source, span);
    PlaceV1 {
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        span: SpanV1 {
            start: span.start,
            end: span.end,
        },
    }
}

fn label<'r>(label: &'r Label, sources: &[Source]) -> Option<LabelV1<'r>> {
    let source = sources.get(label.file)?;
    let place = place_v1(source, label.span);
    Some(LabelV1 {
        file: slashed(source.name()),
        line: place.line,
        column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
        span: place.span,
        message: &label.message,
    })
}

fn fix<'r>(fix: &'r Fix, source: &Source) -> FixV1<'r> {
    let edit = |edit: &'r crate::finding::Edit| {
        let place = place_v1(source, edit.span);
        EditV1 {
            line: place.line,
            column: place.column,
            end_line: place.end_line,
            end_column: place.end_column,
            span: place.span,
            text: &edit.text,
        }
    };
    FixV1 {
        title: &fix.title,
        applicability: fix.applicability.as_str(),
        edits: fix.edits.iter().map(edit).collect(),
    }
}
