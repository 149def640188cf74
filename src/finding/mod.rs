//! What a rule has to say: findings, their labels and fixes.

mod fingerprint;
mod fix;

use crate::text::Span;

pub use fingerprint::{Fingerprint, Fingerprints};
pub use fix::{Applicability, Edit, Fix};

/// How bad a finding is. Ordered from the worst to the mildest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The build fails, or surely does something else than meant.
    Error,
    /// Likely to hurt.
    Warning,
    /// Worth knowing.
    Info,
    /// A matter of form.
    Style,
}

impl Severity {
    /// All severities, the worst first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Info, Self::Style];

    /// The word used in every format: `error`, `warning`, `info` or `style`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Style => "style",
        }
    }

    /// Reads the word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.as_str() == word)
    }
}

/// One thing that is wrong at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Code of the rule, such as `DL3059`.
    pub code: &'static str,
    /// How bad it is, after the configuration had its say.
    pub severity: Severity,
    /// What is wrong: lower-case start, no final stop, code in backticks.
    pub message: String,
    /// Index of the file among those that were checked together.
    pub file: usize,
    /// The smallest range whose edit ends the problem.
    pub span: Span,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// Why, in whole sentences.
    pub notes: Vec<String>,
    /// What to do, starting with a verb.
    pub help: Option<String>,
    /// Ways to put it right, the best first.
    pub fixes: Vec<Fix>,
    /// The code of a more general rule that would say less about the same place.
    pub replaces: Option<&'static str>,
}

impl Finding {
    /// A finding with nothing but a message and a place.
    pub fn new(
        code: &'static str,
        severity: Severity,
        file: usize,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            file,
            span,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            fixes: Vec::new(),
            replaces: None,
        }
    }

    /// Points at another place of the same file.
    pub fn label(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.label_in(self.file, span, message)
    }

    /// Points at a place of any file that is checked together with this one, by its number.
    pub fn label_in(&mut self, file: usize, span: Span, message: impl Into<String>) -> &mut Self {
        self.labels.push(Label {
            file,
            span,
            message: message.into(),
        });
        self
    }

    /// Says why.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Takes the place of what the rule `code`, a more general one, says about the same text. Who
    /// ignores that rule there ignores this finding, too.
    pub fn replaces(&mut self, code: &'static str) -> &mut Self {
        self.replaces = Some(code);
        self
    }

    /// Adds a way to put it right.
    pub fn fix(&mut self, fix: impl Into<Option<Fix>>) -> &mut Self {
        self.fixes.extend(fix.into());
        self
    }
}

/// A place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// Index of the file.
    pub file: usize,
    /// The place.
    pub span: Span,
    /// What stands there; one line.
    pub message: String,
}
