//! Edits that put a finding right.

use crate::text::Span;

/// How sure a fix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// Only shown: it needs a decision or a value from the user.
    Manual,
    /// Probably wanted, may change what the image does.
    Unsafe,
    /// The same image, the same behaviour.
    Safe,
}

impl Applicability {
    /// The word used in every format.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// One way to put a finding right: all of its edits, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// What it does, starting with a verb.
    pub title: String,
    /// How sure it is.
    pub applicability: Applicability,
    /// The edits, sorted, none touching another.
    pub edits: Vec<Edit>,
}

/// Replaces a range of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// The new text.
    pub text: String,
}

impl Fix {
    /// A fix without edits yet.
    pub fn new(applicability: Applicability, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            applicability,
            edits: Vec::new(),
        }
    }

    /// A fix after which the image is the same.
    pub fn safe(title: impl Into<String>) -> Self {
        Self::new(Applicability::Safe, title)
    }

    /// A fix that is probably wanted.
    pub fn unchecked(title: impl Into<String>) -> Self {
        Self::new(Applicability::Unsafe, title)
    }

    /// Replaces `span`.
    #[must_use]
    pub fn replace(mut self, span: Span, text: impl Into<String>) -> Self {
        let edit = Edit {
            span,
            text: text.into(),
        };
        let at = self.edits.partition_point(|other| other.span <= span);
        self.edits.insert(at, edit);
        self
    }

    /// Inserts text at an offset.
    #[must_use]
    pub fn insert(self, at: u32, text: impl Into<String>) -> Self {
        self.replace(Span::at(at), text)
    }

    /// Deletes `span`.
    #[must_use]
    pub fn delete(self, span: Span) -> Self {
        self.replace(span, "")
    }
}
