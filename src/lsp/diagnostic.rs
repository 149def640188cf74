//! Findings as diagnostics.

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location,
    NumberOrString, Range, Uri,
};
use serde_json::json;

use crate::finding::{Finding, Label, Severity};
use crate::rules;
use crate::text::{Source, Span};

use super::Encoding;

/// The name under which diagnostics are shown.
pub const SOURCE: &str = "plimsoll";

/// Makes diagnostics.
pub struct Publisher<'p> {
    /// What columns count.
    pub encoding: Encoding,
    /// The files that were checked together.
    pub sources: &'p [Source],
    /// The addresses of these files.
    pub address: &'p dyn Fn(&Source) -> Option<Uri>,
    /// The client shows other places beside a diagnostic.
    pub related: bool,
}

impl std::fmt::Debug for Publisher<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Publisher").finish_non_exhaustive()
    }
}

impl Publisher<'_> {
    /// A finding as a diagnostic. None if its file is not among those that were checked.
    pub fn diagnostic(&self, finding: &Finding) -> Option<Diagnostic> {
        let source = self.sources.get(finding.file)?;
        let rule = rules::find(finding.code);
        let href = rule.and_then(|rule| rule.meta.url().parse().ok());
        let labels = self
            .related
            .then(|| finding.labels.iter().filter_map(|it| self.label(it)));
        let labels: Vec<_> = labels.into_iter().flatten().collect();
        let fixes = finding.fixes.iter().map(|fix| {
            json!({
                "title": fix.title,
                "applicability": fix.applicability.as_str(),
            })
        });
        Some(Diagnostic {
            range: self.range(source, finding.span),
            severity: Some(severity(finding.severity)),
            code: Some(NumberOrString::String(finding.code.to_owned())),
            code_description: href.map(|href| CodeDescription { href }),
            source: Some(SOURCE.to_owned()),
            message: message(finding),
            related_information: (!labels.is_empty()).then_some(labels),
            tags: None,
            data: Some(json!({
                "name": rule.map(|rule| rule.meta.name),
                "level": finding.severity.as_str(),
                "help": finding.help,
                "notes": finding.notes,
                "fixes": fixes.collect::<Vec<_>>(),
            })),
        })
    }

    fn range(&self, source: &Source, span: Span) -> Range {
        self.encoding.range(source.text(), source.lines(), span)
    }

    fn label(&self, label: &Label) -> Option<DiagnosticRelatedInformation> {
        let source = self.sources.get(label.file)?;
        let location = Location::new((self.address)(source)?, self.range(source, label.span));
        let message = label.message.clone();
        Some(DiagnosticRelatedInformation { location, message })
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
        Severity::Style => DiagnosticSeverity::HINT,
    }
}

/// What is wrong, why, and what to do: editors show nothing but the message.
fn message(finding: &Finding) -> String {
    let mut message = finding.message.clone();
    for note in &finding.notes {
        message += "\nnote: ";
        message += note;
    }
    if let Some(help) = &finding.help {
        message += "\nhelp: ";
        message += help;
    }
    message
}
