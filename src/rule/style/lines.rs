//! Lines.

use crate::text::Span;
use crate::yaml::{Kind, Style};

use super::{Element, Sheet};

impl Sheet<'_, '_> {
    /// For each line, whether its end is part of a text that goes over several lines.
    pub fn lines_of_texts(self) -> Vec<bool> {
        let lines = self.lines();
        let mut found = vec![false; lines.lines() as usize];
        for (_, node) in self.tree().nodes() {
            let Kind::Scalar(scalar) = &node.kind else {
                continue;
            };
            let is_block = matches!(scalar.style, Style::Literal | Style::Folded);
            let first = lines.line(node.span.start);
            let mut end = lines.line(node.span.end);
            if is_block {
                // Blank lines behind it can be part of it.
                let is_blank = |line| self.line(line).of(self.text()).trim().is_empty();
                end += 1;
                while end < lines.lines() && is_blank(end) {
                    end += 1;
                }
            }
            let inner = first as usize..(end.min(lines.lines())) as usize;
            for line in found.get_mut(inner).unwrap_or_default() {
                *line = true;
            }
        }
        found
    }

    /// Where a blank line belongs in front of a part of a block: above its comments. None if there
    /// is one, or if there could not be one without a change of the text above.
    pub fn gap(self, before: &Element, element: &Element) -> Option<Span> {
        let last = self.lines().line(before.span.end.max(1) - 1);
        let first = self.lines().line(element.span.start);
        let is_blank = |line: u32| self.line(line).of(self.text()).trim().is_empty();
        if first <= last || (last + 1..first).any(is_blank) {
            return None;
        }
        let top = self.comments_above(first, last + 1, self.indent(first));
        Some(Span::at(self.lines().span(top).start))
    }

    /// True if a part ends with text in which blank lines at the end count.
    pub fn keeps_breaks(self, element: &Element) -> bool {
        let start = self.last_text(element);
        start.is_some_and(|at| {
            Span::new(element.span.start, at)
                .of(self.text())
                .contains('+')
        })
    }

    /// Where the text of the block scalar begins with which a part ends.
    pub(super) fn last_text(self, element: &Element) -> Option<u32> {
        let mut last = element.value;
        loop {
            let node = self.tree().node(last);
            last = match &node.kind {
                Kind::Mapping(pairs) => pairs.last()?.value,
                Kind::Sequence(items) => items.last()?.value,
                Kind::Scalar(it) if matches!(it.style, Style::Literal | Style::Folded) => {
                    return Some(node.span.start);
                }
                Kind::Scalar(_) | Kind::Alias(_) => return None,
            };
        }
    }

    /// The column of an offset: bytes, the byte-order mark not counted.
    pub fn column(self, at: u32) -> usize {
        let line = self.line(self.lines().line(at));
        at.saturating_sub(line.start) as usize
    }
}
