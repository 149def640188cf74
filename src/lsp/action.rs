//! Ways to put findings right, or to ignore them.

use std::collections::HashMap;

use lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, Diagnostic, DocumentChanges, NumberOrString,
    OneOf, OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextEdit, Uri,
    WorkspaceEdit,
};

use crate::engine::{Ignoring, fix};
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::text::{Source, Span, offset};

use super::Encoding;

/// A document that was checked.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'c> {
    /// Its address.
    pub uri: &'c Uri,
    /// Its version.
    pub version: i32,
    /// Its text, as it was checked.
    pub source: &'c Source,
    /// What was found in it, and how it was published.
    pub findings: &'c [(Finding, Diagnostic)],
    /// Comments may ignore rules.
    pub ignorable: bool,
    /// What columns count.
    pub encoding: Encoding,
    /// The client takes edits for a certain version.
    pub versioned: bool,
}

/// The code actions for a range, in the order of the findings: their fixes, then comments that
/// ignore them.
pub fn actions(
    checked: &Checked<'_>,
    range: Range,
    context: &CodeActionContext,
) -> Vec<CodeAction> {
    let mut actions = Vec::new();
    if wants(context, &CodeActionKind::QUICKFIX) {
        let findings: Vec<_> = checked.meant(range, context).collect();
        for (finding, diagnostic) in &findings {
            for (index, fix) in finding.fixes.iter().enumerate() {
                let best = index == 0 && fix.applicability == Applicability::Safe;
                let title = format!("{} ({})", capital(&fix.title), finding.code);
                actions.extend(checked.quick_fix(fix, title, diagnostic, best));
            }
        }
        if checked.ignorable && !findings.is_empty() {
            let ignoring = Ignoring::new(checked.source);
            for (finding, diagnostic) in &findings {
                let fix = ignoring.fix(finding);
                let action = fix.and_then(|fix| {
                    let title = fix.title.clone();
                    checked.quick_fix(&fix, title, diagnostic, false)
                });
                // Two findings of a rule in one instruction have one comment.
                let is_new = |new: &CodeAction| {
                    !actions
                        .iter()
                        .any(|it: &CodeAction| it.title == new.title && it.edit == new.edit)
                };
                actions.extend(action.filter(is_new));
            }
        }
    }
    // Nobody wants to see it among the small ones.
    if context.only.is_some() && wants(context, &CodeActionKind::SOURCE_FIX_ALL) {
        actions.extend(checked.fix_all());
    }
    actions
}

/// True if a client asks for this kind, or one above it.
fn wants(context: &CodeActionContext, kind: &CodeActionKind) -> bool {
    context.only.as_ref().is_none_or(|only| {
        only.iter().any(|it| {
            let rest = kind.as_str().strip_prefix(it.as_str());
            rest.is_some_and(|rest| {
                it.as_str().is_empty() || rest.is_empty() || rest.starts_with('.')
            })
        })
    })
}

fn capital(title: &str) -> String {
    let mut chars = title.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

impl Checked<'_> {
    /// The findings that a range touches, and those that the client names: some ask for the place
    /// of the cursor with all diagnostics of the line.
    fn meant<'m>(
        &'m self,
        range: Range,
        context: &'m CodeActionContext,
    ) -> impl Iterator<Item = &'m (Finding, Diagnostic)> {
        let (text, lines) = (self.source.text(), self.source.lines());
        let wanted = self.encoding.span(text, lines, range);
        self.findings.iter().filter(move |(finding, own)| {
            let touches = finding.span.start <= wanted.end && wanted.start <= finding.span.end;
            let code = NumberOrString::String(finding.code.to_owned());
            let is_named =
                |it: &Diagnostic| it.range == own.range && it.code.as_ref() == Some(&code);
            touches || context.diagnostics.iter().any(is_named)
        })
    }

    fn quick_fix(
        &self,
        fix: &Fix,
        title: String,
        diagnostic: &Diagnostic,
        preferred: bool,
    ) -> Option<CodeAction> {
        (!fix.edits.is_empty()).then(|| CodeAction {
            title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic.clone()]),
            edit: Some(self.workspace_edit(&fix.edits)),
            is_preferred: preferred.then_some(true),
            ..CodeAction::default()
        })
    }

    /// All fixes that are safe, as far as they do not touch each other.
    fn fix_all(&self) -> Option<CodeAction> {
        let findings: Vec<_> = self.findings.iter().map(|(it, _)| it.clone()).collect();
        let text = self.source.text();
        let fixed = fix::apply(text, &findings, Applicability::Safe)?;
        let (span, new) = changed(text, &fixed)?;
        let edit = Fix::safe("").replace(span, new);
        Some(CodeAction {
            title: "Fix all that is safe to fix".to_owned(),
            kind: Some(CodeActionKind::SOURCE_FIX_ALL),
            edit: Some(self.workspace_edit(&edit.edits)),
            ..CodeAction::default()
        })
    }

    #[expect(
        clippy::mutable_key_type,
        reason = "the protocol's types want it; nothing changes an address"
    )]
    fn workspace_edit(&self, edits: &[Edit]) -> WorkspaceEdit {
        let (text, lines) = (self.source.text(), self.source.lines());
        let edit = |edit: &Edit| TextEdit {
            range: self.encoding.range(text, lines, edit.span),
            new_text: edit.text.clone(),
        };
        let edits = edits.iter().map(edit);
        if self.versioned {
            let text_document = OptionalVersionedTextDocumentIdentifier {
                uri: self.uri.clone(),
                version: Some(self.version),
            };
            let edits = edits.map(OneOf::Left).collect();
            let document = TextDocumentEdit {
                text_document,
                edits,
            };
            WorkspaceEdit {
                document_changes: Some(DocumentChanges::Edits(vec![document])),
                ..WorkspaceEdit::default()
            }
        } else {
            let changes = HashMap::from([(self.uri.clone(), edits.collect())]);
            WorkspaceEdit {
                changes: Some(changes),
                ..WorkspaceEdit::default()
            }
        }
    }
}

/// The part of a text that is not the same in another one, and what stands there instead.
fn changed<'n>(old: &str, new: &'n str) -> Option<(Span, &'n str)> {
    let common = |(a, b): &(char, char)| a == b;
    let length = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(common).map(|(a, _)| a.len_utf8()).sum()
    };
    let start = length(&mut old.chars().zip(new.chars()));
    let (old_rest, new_rest) = (old.get(start..)?, new.get(start..)?);
    let end = length(&mut old_rest.chars().rev().zip(new_rest.chars().rev()));
    let span = Span::new(offset(start), offset(old.len() - end));
    Some((span, new.get(start..new.len() - end)?))
}
