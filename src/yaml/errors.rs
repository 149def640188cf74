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

const NEIGHBOURS: Option<&str> = Some("indent the line as its neighbours");

/// Explains an error. `rest` is the text from its place to the end of the line.
pub(super) fn explain(kind: &ErrorKind, rest: &str) -> Explained {
    let known = of_brackets(kind)
        .or_else(|| of_values(kind))
        .or_else(|| of_lines(kind, rest));
    let (message, help) = known.unwrap_or_else(|| (format!("this is no YAML: {kind}"), None));
    Explained { message, help }
}

type Words = (String, Option<&'static str>);

/// Brackets that are open, or close nothing.
fn of_brackets(kind: &ErrorKind) -> Option<Words> {
    Some(match kind {
        ErrorKind::UnclosedFlowCollection { open } => {
            (format!("this `{open}` is not closed"), Some("close it"))
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            (format!("`{close}` does not close `{open}`"), None)
        }
        ErrorKind::UnexpectedEofFlowSequence | ErrorKind::UnexpectedEofFlowMapping => {
            ("a bracket is not closed".to_owned(), Some("close it"))
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            ("this bracket closes nothing".to_owned(), Some("delete it"))
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => (
            "a comma is missing in front of this".to_owned(),
            Some("insert one"),
        ),
        _ => return None,
    })
}

/// What a value is written with.
fn of_values(kind: &ErrorKind) -> Option<Words> {
    let (message, help) = match kind {
        ErrorKind::UnexpectedCharacter { character } => {
            let message = format!("a value cannot begin with `{character}`");
            return Some((message, Some("put it in quotes")));
        }
        ErrorKind::MappingValueNotAllowed => (
            "a `: ` is not allowed inside a value without quotes",
            Some("put the value in quotes"),
        ),
        ErrorKind::UnclosedQuotedScalar => ("this quote is not closed", Some("close it")),
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
        _ => return None,
    };
    Some((message.to_owned(), help))
}

/// How lines stand to each other.
fn of_lines(kind: &ErrorKind, rest: &str) -> Option<Words> {
    let (message, help) = match kind {
        kind if is_about_tabs(kind) => (
            "a tab stands where YAML wants blanks",
            Some("indent with blanks"),
        ),
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent => ("the indentation fits nothing above", NEIGHBOURS),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
            if rest.contains(':') =>
        {
            (
                "a key is expected here, as far in as the keys above",
                NEIGHBOURS,
            )
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey => (
            "a key with a colon is expected here",
            Some("write `key: value`"),
        ),
        ErrorKind::ExpectedBlockSequenceEntry => ("an item with `- ` is expected here", NEIGHBOURS),
        ErrorKind::BlockSequenceEntryNotAllowed | ErrorKind::MappingKeyNotAllowed => (
            "the line begins something new where a value is not finished",
            NEIGHBOURS,
        ),
        ErrorKind::RecursionLimitExceeded => ("the nesting is too deep", None),
        ErrorKind::InvalidDocumentEnd => ("something stands behind the end of the document", None),
        _ => return None,
    };
    Some((message.to_owned(), help))
}
