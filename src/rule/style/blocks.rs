//! The parts of a collection with the comments that belong to them.

use crate::text::{Span, offset};
use crate::yaml::{Kind, NodeId};

use super::Sheet;

/// A pair of a mapping, or an item of a sequence.
#[derive(Clone, Copy, Debug)]
pub struct Element {
    /// The key; of an item, its value.
    pub head: NodeId,
    /// The value.
    pub value: NodeId,
    /// From the key or dash to the end of the value.
    pub span: Span,
}

/// What a line that holds no part of the collection is.
enum Line {
    Blank,
    Comment { indent: usize },
    Other,
}

impl Sheet<'_, '_> {
    /// The parts of a collection that is written here.
    pub fn elements(self, id: NodeId) -> Vec<Element> {
        let tree = self.tree();
        match &tree.node(id).kind {
            Kind::Mapping(pairs) => {
                let element = |pair: &crate::yaml::Pair| {
                    let key = tree.whole(pair.key);
                    let mut span = key.join(Span::at(self.colon(key.end)));
                    let value = tree.whole(pair.value);
                    if !value.is_empty() {
                        span = span.join(value);
                    }
                    Element {
                        head: pair.key,
                        value: pair.value,
                        span,
                    }
                };
                pairs.iter().map(element).collect()
            }
            Kind::Sequence(items) => {
                let element = |item: &crate::yaml::Item| {
                    let value = tree.whole(item.value);
                    Element {
                        head: item.value,
                        value: item.value,
                        span: item.dash.map_or(value, |dash| {
                            if value.is_empty() {
                                dash
                            } else {
                                dash.join(value)
                            }
                        }),
                    }
                };
                items.iter().map(element).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The end of the colon behind a key; that of the key if there is none.
    fn colon(self, from: u32) -> u32 {
        let rest = self.text().get(from as usize..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let is_colon = rest.get(blanks..).is_some_and(|it| it.starts_with(':'));
        if is_colon {
            from + offset(blanks) + 1
        } else {
            from
        }
    }

    /// The places of parts of a collection, with the comments that belong to each: those right
    /// above it, and those below it that are indented more. None if that cannot be told. `from` is
    /// the first one of interest.
    pub(super) fn blocks(self, id: NodeId, elements: &[Element], from: usize) -> Option<Vec<Span>> {
        if self.is_flow(id) || self.is_in_flow(id) {
            let inside = self.tree().span(id);
            let mut comments = self.tree().comments.iter();
            let is_plain = !comments.any(|it| inside.covers(it.span));
            return is_plain.then(|| elements.iter().map(|it| it.span).collect());
        }
        let is_top = self.tree().node(id).parent.is_none();
        let mut blocks: Vec<Span> = Vec::with_capacity(elements.len());
        let mut above: Option<u32> = None;
        for (at, element) in elements.iter().enumerate() {
            let first = self.lines().line(element.span.start);
            let last = self.lines().line(element.span.end.max(1) - 1);
            let line = self.line(first);
            let front = Span::new(line.start, element.span.start).of(self.text());
            if !front.trim_matches(' ').is_empty() || above.is_some_and(|it| first <= it) {
                return None;
            }
            let indent = front.len();
            let next = elements
                .get(at + 1)
                .map(|it| self.lines().line(it.span.start));
            let is_comment = |line| matches!(self.look(line), Line::Comment { .. });
            // Comments at the top of the file are about all of it, or about its first part.
            if above.is_none() && is_top && from == 0 && first > 0 && is_comment(first - 1) {
                return None;
            }
            let top = match above {
                None if is_top => first,
                _ => self.comments_above(first, above.map_or(0, |it| it + 1), indent),
            };
            let mut between = above.map_or(top, |it| it + 1)..top;
            if between.any(is_comment) {
                return None;
            }
            let bottom = self.comments_below(last, next, indent);
            blocks.push(Span::new(self.line(top).start, self.line(bottom).end));
            above = Some(bottom);
        }
        Some(blocks)
    }

    /// The first of the comments right above a line, from `from` on.
    pub(super) fn comments_above(self, line: u32, from: u32, indent: usize) -> u32 {
        let mut top = line;
        while top > from
            && matches!(self.look(top - 1), Line::Comment { indent: it } if it == indent)
        {
            top -= 1;
        }
        top
    }

    /// The last of the comments below a line that are indented more than the part.
    fn comments_below(self, line: u32, next: Option<u32>, indent: usize) -> u32 {
        let mut bottom = line;
        let end = next.unwrap_or(self.lines().lines());
        for line in line + 1..end {
            match self.look(line) {
                Line::Comment { indent: it } if it > indent => bottom = line,
                Line::Blank => {}
                _ => break,
            }
        }
        bottom
    }

    fn look(self, number: u32) -> Line {
        let line = self.line(number).of(self.text());
        let content = line.trim_start_matches([' ', '\t']);
        match content.bytes().next() {
            None => Line::Blank,
            Some(b'#') => Line::Comment {
                indent: line.len() - content.len(),
            },
            Some(_) => Line::Other,
        }
    }
}
