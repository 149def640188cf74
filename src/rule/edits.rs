//! Edits that take out a part of a script, or an instruction.

use crate::dockerfile::ast::{Instruction, ItemKind};
use crate::shell::{Command, Link, Word};
use crate::text::{Span, Word as FileWord};

use super::Cx;

impl Cx<'_, '_> {
    /// The place to delete for a word of a command: the word and what separates it from the one in
    /// front. None where that would take a comment along, or leave broken JSON.
    pub fn cut_word(&self, command: Command<'_>, word: Word<'_>) -> Option<Span> {
        let at = word.range().start;
        let mut words = command.words();
        let before = words
            .by_ref()
            .take_while(|it| it.range().start < at)
            .last()?;
        let span = Span::new(before.span().end, word.span().end);
        self.is_plain(command, span).then_some(span)
    }

    /// The place to delete for a step of a list such as `a && b`: the command and the operator that
    /// joins it to the next one, or to the one in front.
    pub fn cut_command(&self, command: Command<'_>) -> Option<Span> {
        let mut whole = command;
        while let Some(wrapper) = whole.wrapper() {
            whole = wrapper;
        }
        let within = whole.within();
        let joins = |first: Command<'_>, next: Command<'_>| {
            let text = command.script().text.as_str();
            let between = text.get(first.range().end as usize..next.range().start as usize);
            matches!(next.link(), Link::And | Link::Seq)
                && next.within() == within
                && between.is_some_and(|it| matches!(it.trim(), "" | "&&" | ";"))
        };
        let end = whole.range().end;
        let next = whole.later().find(|it| it.range().start >= end);
        let before = whole.earlier().filter(|it| it.wrapper().is_none()).last();
        let before = before.filter(|it| it.within() == within && joins(*it, whole));
        let span = match next.filter(|next| joins(whole, *next)) {
            // What follows must not hang on what is in front in another way than now.
            Some(next) if before.is_some() || whole.link() == Link::Start => {
                Span::new(whole.span().start, next.span().start)
            }
            _ => Span::new(before?.span().end, whole.span().end),
        };
        self.is_plain(command, span).then_some(span)
    }

    /// The lines of an instruction, for deleting it. None if there are comments in it.
    pub fn cut_instruction(&self, it: &Instruction<'_>) -> Option<Span> {
        let tree = self.tree();
        if tree
            .comments
            .iter()
            .any(|comment| comment.inside == Some(it.index))
        {
            return None;
        }
        let wanted = ItemKind::Instruction(it.index);
        let at = tree.items.iter().position(|item| item.kind == wanted)?;
        let is_blank = |at: Option<usize>| {
            at.and_then(|at| tree.items.get(at))
                .is_none_or(|item| item.kind == ItemKind::Blank)
        };
        let mut span = tree.items.get(at)?.span;
        // One blank line is enough.
        if let Some(next) = tree.items.get(at + 1)
            && is_blank(at.checked_sub(1))
            && is_blank(Some(at + 1))
        {
            span = span.join(next.span);
        }
        Some(span)
    }

    /// True if a stretch of a script has no comment in it, and is no part of a JSON array.
    fn is_plain(&self, command: Command<'_>, span: Span) -> bool {
        let script = command.script();
        script.dialect.is_posix_like()
            && !script.is_quoted
            && self.is_without_comments(span)
            && !self.text(span).contains(" #")
    }

    /// True if no comment of the file would go with this stretch.
    fn is_without_comments(&self, span: Span) -> bool {
        let mut comments = self.tree().comments.iter();
        !comments.any(|comment| span.overlaps(comment.span))
    }

    /// The place to delete for one of several words of an instruction.
    pub fn cut_one_of(&self, words: &[FileWord<'_>], at: usize) -> Option<Span> {
        let word = words.get(at)?.span;
        let span = match at.checked_sub(1) {
            Some(before) => Span::new(words.get(before)?.span.end, word.end),
            None => Span::new(word.start, words.get(1)?.span.start),
        };
        self.is_without_comments(span).then_some(span)
    }
}
