//! Comments in Compose files that steer a linter: ours, dclint's.

use crate::text::{Span, offset};
use crate::yaml::{Comment, Tree};

use super::pragmas::{Code, PragmaKind, Tool, addressed};

/// A comment in a Compose file that asks to ignore rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComposePragma<'s> {
    /// Where it asks to ignore them.
    pub scope: Scope,
    /// The rules; none means all.
    pub codes: Vec<Code<'s>>,
    /// It speaks to dclint: its rules have names of their own.
    pub is_dclint: bool,
    /// The comment from `#` on.
    pub span: Span,
}

/// Where a comment asks to ignore rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In the whole file.
    File,
    /// In what comes next: a key with its value, or an item.
    Next,
    /// On the line of the comment.
    Line,
    /// Nowhere: it cannot be understood.
    Nowhere,
}

/// All such comments of a file, in order.
pub fn compose_pragmas<'s>(tree: &Tree<'s>) -> Vec<ComposePragma<'s>> {
    let read = |comment: &Comment| {
        let text = comment.span.of(tree.text);
        if text.contains("plimsoll") {
            ours(text, comment)
        } else if text.contains("dclint") {
            dclint(tree, text, comment)
        } else {
            None
        }
    };
    tree.comments.iter().filter_map(read).collect()
}

/// Behind something, a comment speaks about its line.
fn here(comment: &Comment) -> Scope {
    if comment.is_alone {
        Scope::Next
    } else {
        Scope::Line
    }
}

fn ours<'s>(text: &'s str, comment: &Comment) -> Option<ComposePragma<'s>> {
    let pragma = addressed(text, comment.span.start, None)?;
    let (scope, codes) = match pragma.kind {
        _ if pragma.tool != Tool::Plimsoll => return None,
        PragmaKind::IgnoreFile(codes) => (Scope::File, codes),
        PragmaKind::IgnoreNext(codes) => (here(comment), codes),
        // There are neither stages nor shells here.
        _ => (Scope::Nowhere, Vec::new()),
    };
    Some(ComposePragma {
        scope,
        codes,
        is_dclint: false,
        span: pragma.span,
    })
}

/// `# dclint disable-file`, `disable [rules]`, both at the beginning of the file, and
/// `disable-line [rules]`.
fn dclint<'s>(tree: &Tree<'s>, text: &'s str, comment: &Comment) -> Option<ComposePragma<'s>> {
    let content = text.trim_start_matches('#').trim_start();
    let order = content.strip_prefix("dclint")?;
    let mut words = order.trim_start().split([' ', '\t', ',']);
    let is_first = || {
        let before = tree.text.get(..comment.span.start as usize);
        let line = before.map(|it| it.trim_start_matches(['\u{feff}', '-', ' ', '\r', '\n']));
        line.is_some_and(str::is_empty)
    };
    let scope = match words.next()? {
        "disable-file" | "disable" if is_first() => Scope::File,
        "disable-line" => here(comment),
        _ => return None,
    };
    let code = |word: &'s str| {
        let from = (word.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let start = comment.span.start + offset(from);
        let span = Span::new(start, start + offset(word.len()));
        Code { text: word, span }
    };
    let names = words.map(str::trim).filter(|word| !word.is_empty());
    Some(ComposePragma {
        scope,
        codes: names.map(code).collect(),
        is_dclint: true,
        span: comment.span,
    })
}
