//! What a parser has to say about a text it could not fully accept.

use super::Span;

/// The pass of the real program in which a text is refused. A failing pass hides the errors of
/// later ones, also those on earlier lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Options read before parsing (`# check=`).
    Options,
    /// Lines, directives, and the shape of arguments.
    Syntax,
    /// Keywords, flags and argument counts.
    Instruction,
    /// Names, references and values, after variable expansion.
    Evaluation,
}

/// One reason why the real program refuses a text, at the smallest place that explains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Kebab-case name of the condition, stable.
    pub id: &'static str,
    /// When the real program finds it.
    pub phase: Phase,
    /// The bytes to change. Empty only at the end of the file.
    pub span: Span,
    /// What is wrong; lower-case start, no final stop.
    pub message: String,
    /// What to do, starting with a verb.
    pub help: Option<String>,
}

impl Problem {
    /// A problem without help.
    pub fn new(id: &'static str, phase: Phase, span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            id,
            phase,
            span,
            message,
            help: None,
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
