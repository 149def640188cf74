//! What is wrong with a text that is no YAML, in words that say what to do.

use granit_parser::ErrorKind;

/// The stable name of a condition, what is wrong, and what to do about it.
pub(super) struct Explained {
    pub message: String,
    pub help: Option<&'static str>,
}

/// True for tabs where blanks should be.
pub(super) fn is_about_tabs(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
    )
}

/// Explains an error. `rest` is the text from its place to the end of the line.
pub(super) fn explain(kind: &ErrorKind, rest: &str) -> Explained {
    let (message, help) = match kind {
        kind if is_about_tabs(kind) => (
            "a tab stands where YAML wants blanks",
            Some("indent with blanks"),
        ),
        ErrorKind::MappingValueNotAllowed => (
            "a `: ` is not allowed inside a value without quotes",
            Some("put the value in quotes"),
        ),
        ErrorKind::UnclosedQuotedScalar => ("this quote is not closed", Some("close it")),
        ErrorKind::UnclosedFlowCollection { open } => {
            return Explained {
                message: format!("this `{open}` is not closed"),
                help: Some("close it"),
            };
        }
        ErrorKind::UnexpectedEofFlowSequence | ErrorKind::UnexpectedEofFlowMapping => {
            ("a bracket is not closed", Some("close it"))
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            return Explained {
                message: format!("`{close}` does not close `{open}`"),
                help: None,
            };
        }
        ErrorKind::MisplacedFlowCollectionEnd => ("this bracket closes nothing", Some("delete it")),
        ErrorKind::UnexpectedCharacter { character } => {
            return Explained {
                message: format!("a value cannot begin with `{character}`"),
                help: Some("put it in quotes"),
            };
        }
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent => (
            "the indentation fits nothing above",
            Some("indent the line as its neighbours"),
        ),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey => {
            if rest.contains(':') {
                (
                    "a key is expected here, as far in as the keys above",
                    Some("indent the line as its neighbours"),
                )
            } else {
                (
                    "a key with a colon is expected here",
                    Some("write `key: value`"),
                )
            }
        }
        ErrorKind::ExpectedBlockSequenceEntry => (
            "an item with `- ` is expected here",
            Some("indent the line as its neighbours"),
        ),
        ErrorKind::BlockSequenceEntryNotAllowed | ErrorKind::MappingKeyNotAllowed => (
            "the line begins something new where a value is not finished",
            Some("indent the line as its neighbours"),
        ),
        ErrorKind::UnknownQuotedScalarEscape => (
            "this escape is not known between double quotes",
            Some("write `\\\\` for a backslash, or use single quotes"),
        ),
        ErrorKind::InvalidQuotedScalarHexEscape | ErrorKind::InvalidUnicodeEscape => {
            ("this escape needs hexadecimal digits", None)
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "something stands behind the closing quote",
            Some("put the whole value in quotes"),
        ),
        ErrorKind::RecursionLimitExceeded => ("the nesting is too deep", None),
        ErrorKind::InvalidDocumentEnd => ("something stands behind the end of the document", None),
        ErrorKind::MissingAnchorOrAliasName => (
            "a name is missing behind `&` or `*`",
            Some("put the value in quotes"),
        ),
        ErrorKind::UndeclaredTagHandle => ("this tag has a prefix that is not declared", None),
        ErrorKind::CommentNotSeparated => {
            ("a blank is missing in front of `#`", Some("insert a blank"))
        }
        ErrorKind::CommentInterceptedScalar => (
            "a comment cuts the value in two",
            Some("move the comment, or put the value in quotes"),
        ),
        other => {
            return Explained {
                message: format!("this is no YAML: {other}"),
                help: None,
            };
        }
    };
    Explained {
        message: message.to_owned(),
        help,
    }
}
