//! How findings are written: for people, for editors, for CI.
//!
//! Formats know findings and what cards say, nothing of parsing. JSON and SARIF are contracts:
//! their fields are added to, never changed.

mod checkstyle;
mod codacy;
mod codeclimate;
mod github;
mod json;
mod junit;
mod lines;
mod neutral;
mod pretty;
mod sarif;
mod short;
mod sonarqube;
mod tool;
mod xml;

use std::borrow::Cow;
use std::io::{self, Write};

use crate::finding::{Finding, Severity};
use crate::text::{Position, Source, Span};

pub use tool::Tool;

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
    /// hadolint's lines for people: `file:line code level: message`.
    Tty,
    /// hadolint's lines after the GNU convention.
    Gnu,
    /// The XML of Checkstyle.
    Checkstyle,
    /// JSON objects for Code Climate, a NUL behind each.
    Codeclimate,
    /// A JSON array for GitLab's code quality reports.
    GitlabCodeclimate,
    /// JSON objects for Codacy, one behind the other.
    Codacy,
    /// Generic issues for SonarQube.
    Sonarqube,
    /// The XML of JUnit.
    Junit,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 13] = [
        Self::Pretty,
        Self::Short,
        Self::Json,
        Self::Sarif,
        Self::Github,
        Self::Tty,
        Self::Gnu,
        Self::Checkstyle,
        Self::Codeclimate,
        Self::GitlabCodeclimate,
        Self::Codacy,
        Self::Sonarqube,
        Self::Junit,
    ];

    /// The word on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pretty => "pretty",
            Self::Short => "short",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Tty => "tty",
            Self::Gnu => "gnu",
            Self::Checkstyle => "checkstyle",
            Self::Codeclimate => "codeclimate",
            Self::GitlabCodeclimate => "gitlab_codeclimate",
            Self::Codacy => "codacy",
            Self::Sonarqube => "sonarqube",
            Self::Junit => "junit",
        }
    }

    /// Reads the word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == word)
    }

    /// True for the formats that hadolint has, too.
    pub const fn is_hadolints(self) -> bool {
        !matches!(self, Self::Pretty | Self::Short | Self::Github)
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
    /// The name under which this program speaks.
    pub tool: Tool,
    /// A path that XML and the formats of CI services show for every file instead of its own.
    pub path: Option<String>,
}

impl<'s> Report<'s> {
    /// The outcome of checking `sources`.
    pub fn new(sources: &'s [Source], findings: Vec<Finding>) -> Self {
        Self {
            sources,
            findings,
            unreadable: Vec::new(),
            tool: Tool::default(),
            path: None,
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

    /// Each file with its findings.
    fn files(&self) -> impl Iterator<Item = (&'s Source, impl Iterator<Item = &Finding>)> {
        let sources = self.sources.iter().enumerate();
        sources.map(|(index, source)| {
            let own = self.findings.iter().filter(move |it| it.file == index);
            (source, own)
        })
    }

    /// The path to show for a file where another one may be asked for.
    fn shown(&self, source: &'s Source) -> Cow<'_, str> {
        match &self.path {
            Some(path) => Cow::Borrowed(path),
            None => Cow::Owned(slashed(source.name())),
        }
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
        Format::Tty => lines::tty(report, colour, out),
        Format::Gnu => lines::gnu(report, out),
        Format::Checkstyle => checkstyle::write(report, out),
        Format::Codeclimate => codeclimate::write(report, out),
        Format::GitlabCodeclimate => codeclimate::gitlab(report, out),
        Format::Codacy => codacy::write(report, out),
        Format::Sonarqube => sonarqube::write(report, out),
        Format::Junit => junit::write(report, out),
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

/// hadolint's code for what Docker refuses. Some of its formats treat it apart.
const SYNTAX: &str = "DL1000";

/// A file name with slashes, whatever the system.
fn slashed(name: &str) -> String {
    if cfg!(windows) {
        name.replace('\\', "/")
    } else {
        name.to_owned()
    }
}
