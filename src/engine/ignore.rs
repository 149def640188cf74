//! Comments that would ignore a finding, as fixes for an editor to offer.

use crate::dockerfile::ast::{Instruction, ItemKind};
use crate::dockerfile::{self, Dockerfile};
use crate::finding::{Finding, Fix};
use crate::text::{Language, Source, Span, offset};
use crate::yaml::{self, Kind, Style, Tree};

/// A file read once, to write comments into it.
#[derive(Debug)]
pub struct Ignoring<'s> {
    source: &'s Source,
    syntax: Syntax<'s>,
}

#[derive(Debug)]
enum Syntax<'s> {
    Dockerfile(Box<Dockerfile<'s>>),
    Compose(Tree<'s>),
}

/// Where a comment goes, and what it holds for.
enum Spot {
    /// Above the line of this offset, for what begins there.
    Next(u32),
    /// Above the line of this offset, for the whole file.
    File(u32),
}

impl<'s> Ignoring<'s> {
    /// Reads the file.
    pub fn new(source: &'s Source) -> Self {
        let syntax = match source.language() {
            Language::Dockerfile => Syntax::Dockerfile(Box::new(dockerfile::parse(source))),
            Language::Compose => Syntax::Compose(yaml::read(source.text())),
        };
        Self { source, syntax }
    }

    /// Inserts the comment that ignores a finding of this file. None if no comment can.
    pub fn fix(&self, finding: &Finding) -> Option<Fix> {
        let at = finding.span.start;
        let spot = match &self.syntax {
            Syntax::Dockerfile(tree) => above_instruction(tree, at),
            Syntax::Compose(tree) => self.above_element(tree, at),
        };
        let (word, place, at) = match spot? {
            Spot::Next(at) => ("ignore", "here", at),
            Spot::File(at) => ("ignore-file", "in this file", at),
        };
        let code = finding.code;
        let (at, indent, end) = self.line_of(at);
        let text = format!("{indent}# plimsoll {word}={code}{end}");
        Some(Fix::safe(format!("Ignore {code} {place}")).insert(at, text))
    }

    /// The beginning of a line, the blanks there, and how it ends.
    fn line_of(&self, at: u32) -> (u32, &'s str, &'static str) {
        let (text, lines) = (self.source.text(), self.source.lines());
        let span = lines.span(lines.line(at));
        let line = span.of(text);
        let mark = if span.start == 0 && line.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let line = line.get(mark..).unwrap_or_default();
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_last = !line.ends_with('\n');
        let end = if line.ends_with("\r\n") || is_last && text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let indent = line.get(..blanks).unwrap_or_default();
        (span.start + offset(mark), indent, end)
    }

    fn above_element(&self, tree: &Tree<'_>, at: u32) -> Option<Spot> {
        // Where this is no YAML, nothing is a comment for sure.
        let is_broken = |span: Span| span.start <= at && at <= span.end;
        let problems = tree.problems.iter().map(|it| it.span);
        if problems.chain(tree.holes.iter().copied()).any(is_broken) {
            return None;
        }
        let lines = self.source.lines();
        let start = |at: u32| lines.span(lines.line(at)).start;
        // In a scalar of several lines it would be a part of the text.
        let is_open = |at: u32| {
            let at = start(at);
            tree.nodes().all(|(_, node)| {
                let begin = match &node.kind {
                    Kind::Scalar(it) if matches!(it.style, Style::Literal | Style::Folded) => {
                        start(node.span.start)
                    }
                    Kind::Scalar(_) => node.span.start + 1,
                    _ => return true,
                };
                at < begin || node.span.end <= at
            })
        };
        let has_content = |line: Span| {
            let content = line.of(self.source.text()).trim();
            !content.is_empty() && !content.starts_with(['#', '%']) && content != "---"
        };
        if has_content(lines.span(lines.line(at))) && is_open(at) {
            return Some(Spot::Next(at));
        }
        let mut around = elements(tree);
        around.retain(|it| it.contains(at) && is_open(it.start));
        if let Some(inner) = around.into_iter().max_by_key(|it| it.start) {
            return Some(Spot::Next(inner.start));
        }
        let mut all = (0..lines.lines()).map(|line| lines.span(line));
        let first = all.find(|line| has_content(*line))?;
        Some(Spot::File(first.start))
    }
}

/// Keys with their values, and items.
fn elements(tree: &Tree<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    for (_, node) in tree.nodes() {
        match &node.kind {
            Kind::Mapping(pairs) => found.extend(pairs.iter().map(|it| tree.pair_span(*it))),
            Kind::Sequence(items) => found.extend(items.iter().map(|it| {
                let value = tree.whole(it.value);
                it.dash.map_or(value, |dash| dash.join(value))
            })),
            Kind::Scalar(_) | Kind::Alias(_) => {}
        }
    }
    found
}

/// Above the instruction around an offset. What lies in none can be ignored in the whole file only:
/// not above the parser directives, which end at the first comment.
fn above_instruction(tree: &Dockerfile<'_>, at: u32) -> Option<Spot> {
    // Lines with nothing but a continuation may come in front of the keyword.
    let begin = |instruction: &Instruction<'_>| {
        let kind = ItemKind::Instruction(instruction.index);
        let item = tree.items.iter().find(|it| it.kind == kind);
        item.map_or(instruction.span.start, |it| it.span.start)
    };
    match super::instruction_around(tree, at) {
        Some(instruction) => Some(Spot::Next(begin(instruction))),
        None => Some(Spot::File(begin(tree.instructions.first()?))),
    }
}
