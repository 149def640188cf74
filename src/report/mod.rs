//! How findings are written: for people, for editors, for CI.
//!
//! Formats know findings and what cards say, nothing of parsing. JSON and SARIF are contracts:
//! their fields are added to, never changed.

mod github;
mod json;
mod neutral;
mod pretty;
mod sarif;
mod short;

use std::io::{self, Write};

use crate::finding::{Finding, Severity};
use crate::text::{Position, Source, Span};

/// A format of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Snippets of the source, for people.
    Pretty,
    /// One line for each finding: `file:line:column: level code message`.
    Short,
    /// A JSON array, the format `json-v1`.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands that GitHub shows as annotations.
    Github,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 5] = [
        Self::Pretty,
        Self::Short,
        Self::Json,
        Self::Sarif,
        Self::Github,
    ];

    /// The word on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pretty => "pretty",
            Self::Short => "short",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
        }
    }

    /// Reads the word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == word)
    }
}

/// Whether output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// With ANSI colours.
    Ansi,
    /// Plain text.
    None,
}

/// The outcome of a run.
#[derive(Debug)]
#[non_exhaustive]
pub struct Report<'s> {
    /// The files that were checked.
    pub sources: &'s [Source],
    /// What was found: in the order of the files, sorted by place within each.
    pub findings: Vec<Finding>,
    /// Files that could not be read: name and reason.
    pub unreadable: Vec<(String, String)>,
}

impl<'s> Report<'s> {
    /// The outcome of checking `sources`.
    pub fn new(sources: &'s [Source], findings: Vec<Finding>) -> Self {
        Self {
            sources,
            findings,
            unreadable: Vec::new(),
        }
    }

    /// Number of findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }

    /// The findings that have a file, with it.
    fn located(&self) -> impl Iterator<Item = (&Finding, &'s Source)> {
        let sources = self.sources;
        self.findings
            .iter()
            .filter_map(move |finding| sources.get(finding.file).map(|source| (finding, source)))
    }
}

/// Writes a report.
///
/// # Errors
/// `out` cannot be written to.
pub fn write(
    format: Format,
    report: &Report<'_>,
    colour: Colour,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Pretty => pretty::write(report, colour, out),
        Format::Short => short::write(report, out),
        Format::Json => json::write(report, out),
        Format::Sarif => sarif::write(report, out),
        Format::Github => github::write(report, out),
    }
}

/// 1-based start and end of a place. The end is exclusive; it is on the line of the last character
/// rather than at the start of the next one.
fn place(source: &Source, span: Span) -> (Position, Position) {
    let one = |position: Position| Position {
        line: position.line + 1,
        column: position.column + 1,
    };
    (
        one(source.position(span.start)),
        one(source.position(span.end)),
    )
}

/// A file name with slashes, whatever the system.
fn slashed(name: &str) -> String {
    if cfg!(windows) {
        name.replace('\\', "/")
    } else {
        name.to_owned()
    }
}
