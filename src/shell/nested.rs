//! Commands inside words: substitutions, wherever a word may stand.

use shuck_ast as ast;

use super::command::Within;
use super::lower::{Lowering, range};
use super::redirection::{RawRedirection, RedirectionKind};
use super::script::RawWord;

impl Lowering<'_> {
    pub(super) fn redirects(&mut self, stmt: &ast::Stmt, within: Within) {
        for redirect in &stmt.redirects {
            self.note_redirect(redirect, stmt, within);
            match &redirect.target {
                ast::RedirectTarget::Word(word) => self.word_substitutions(word, within),
                ast::RedirectTarget::Heredoc(heredoc) => {
                    for part in &heredoc.body.parts {
                        if let ast::HeredocBodyPart::CommandSubstitution { body, .. } = &part.kind {
                            self.list(
                                body,
                                Within {
                                    substitution: true,
                                    ..within
                                },
                            );
                        }
                    }
                }
            }
        }
    }

    fn note_redirect(&mut self, redirect: &ast::Redirect, stmt: &ast::Stmt, within: Within) {
        use ast::RedirectKind as K;
        let kind = match redirect.kind {
            K::Output | K::Clobber | K::OutputBoth => RedirectionKind::Write,
            K::Append => RedirectionKind::Append,
            K::Input | K::ReadWrite => RedirectionKind::Read,
            K::HereDoc | K::HereDocStrip | K::HereString => RedirectionKind::Text,
            K::DupOutput | K::DupInput => RedirectionKind::Duplicate,
        };
        let target = match &redirect.target {
            ast::RedirectTarget::Word(word) => self.word(word),
            ast::RedirectTarget::Heredoc(heredoc) => RawWord {
                range: range(heredoc.body.span),
                cooked: None,
                dynamic: heredoc.delimiter.expands_body,
            },
        };
        self.redirections.push(RawRedirection {
            kind,
            target,
            over: range(stmt.span),
            substitution: within.substitution,
            is_own: matches!(
                stmt.command,
                ast::Command::Simple(_) | ast::Command::Builtin(_) | ast::Command::Decl(_)
            ),
            fd: redirect.fd,
        });
    }

    pub(super) fn assignments(&mut self, assignments: &[ast::Assignment], within: Within) {
        for assignment in assignments {
            match &assignment.value {
                ast::AssignmentValue::Scalar(word) => self.word_substitutions(word, within),
                ast::AssignmentValue::Compound(array) => {
                    for element in &array.elements {
                        self.word_substitutions(&element.value().word, within);
                    }
                }
            }
        }
    }

    pub(super) fn substitutions(&mut self, words: &[ast::Word], within: Within) {
        for word in words {
            self.word_substitutions(word, within);
        }
    }

    pub(super) fn word_substitutions(&mut self, word: &ast::Word, within: Within) {
        self.part_substitutions(&word.parts, within);
    }

    /// Commands inside `$(…)`, backticks and `<(…)`.
    pub(super) fn part_substitutions(&mut self, parts: &[ast::WordPartNode], within: Within) {
        let inside = Within {
            substitution: true,
            ..within
        };
        for part in parts {
            match &part.kind {
                ast::WordPart::CommandSubstitution { body, .. }
                | ast::WordPart::ProcessSubstitution { body, .. } => self.list(body, inside),
                ast::WordPart::DoubleQuoted { parts, .. } => self.part_substitutions(parts, within),
                ast::WordPart::ArithmeticExpansion {
                    expression_word_ast,
                    ..
                } => {
                    self.word_substitutions(expression_word_ast, within);
                }
                ast::WordPart::Parameter(parameter) => {
                    let operand = parameter.bourne().and_then(|it| it.operand_word_ast());
                    if let Some(word) = operand {
                        self.word_substitutions(word, within);
                    }
                }
                ast::WordPart::ParameterExpansion {
                    operand_word_ast: Some(word),
                    ..
                }
                | ast::WordPart::IndirectExpansion {
                    operand_word_ast: Some(word),
                    ..
                } => {
                    self.word_substitutions(word, within);
                }
                _ => {}
            }
        }
    }
}
