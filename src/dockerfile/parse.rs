//! From a file to its tree.

use std::collections::HashMap;

use crate::text::{MappedText, Phase, Problem, Source, Span, offset};

use super::ast::{Comment, Dockerfile, Instruction, Item, ItemKind};
use super::directives::Directives;
use super::heredoc::{self, Heredoc, Opener};
use super::instruction::{self, Reader};
use super::lines::{self, Line, Lines, LogicalLine};

/// Longest line in bytes that BuildKit reads, its LF not counted.
const MAX_LINE: u32 = 65_535;

/// Reads a Dockerfile. Never fails: what Docker would refuse is listed in
/// [`Dockerfile::problems`], and the rest of the file is there all the same.
pub fn parse(source: &Source) -> Dockerfile<'_> {
    let text = source.text();
    let mut parser = Parser {
        text,
        lines: Lines::new(text),
        directives: Directives::new(text),
        comments: Vec::new(),
        instructions: Vec::new(),
        items: Vec::new(),
        problems: Vec::new(),
        last_lines: None,
    };
    parser.run();
    let mut file = parser.finish();
    if source.encoding().wide {
        file.problems = vec![wide_encoding(text)];
    }
    file
}

struct Parser<'a> {
    text: &'a str,
    lines: Lines<'a>,
    directives: Directives<'a>,
    comments: Vec<Comment>,
    instructions: Vec<Instruction<'a>>,
    items: Vec<Item>,
    problems: Vec<Problem>,
    /// Built once a here-document has no end, so that a file full of them takes linear time.
    last_lines: Option<LastLines<'a>>,
}

impl<'a> Parser<'a> {
    fn run(&mut self) {
        for line in Lines::new(self.text) {
            self.check_length(line.span);
        }
        while let Some(line) = self.lines.next() {
            let content = line.content.of(self.text);
            if self.directives.take(line, &mut self.problems) {
                self.push(
                    ItemKind::Directive(self.directives.list.len() - 1),
                    line.span,
                );
            } else if lines::is_comment(content) {
                self.comments.push(lines::comment(self.text, line, None));
                self.push(ItemKind::Comment(self.comments.len() - 1), line.span);
            } else if content.trim().is_empty() {
                self.push(ItemKind::Blank, line.span);
            } else {
                self.instruction(line);
            }
        }
    }

    fn push(&mut self, kind: ItemKind, span: Span) {
        self.items.push(Item { kind, span });
    }

    fn check_length(&mut self, line: Span) {
        let length = line.len() - u32::from(line.of(self.text).ends_with('\n'));
        if length <= MAX_LINE {
            return;
        }
        let mut start = line.start + MAX_LINE;
        while !self.text.is_char_boundary(start as usize) {
            start -= 1;
        }
        let message = format!("the line has {length} bytes, Docker reads at most {MAX_LINE}");
        let span = Span::new(start, line.start + length);
        let problem = Problem::new("line-too-long", Phase::Syntax, span, message);
        let help = "break it with the escape character, or move the text to a file";
        self.problems.push(problem.help(help));
    }

    fn instruction(&mut self, first: Line) {
        let escape = self.directives.escape;
        let index = self.instructions.len();
        let logical = lines::logical(self.text, first, &mut self.lines, escape, index);
        let LogicalLine {
            text,
            span,
            comments,
            blank_lines,
        } = logical;
        self.comments.extend(comments);
        let line = first.content;
        let mut reader = Reader {
            escape,
            index,
            line,
            problems: &mut self.problems,
        };
        let mut instruction = reader.instruction(text);
        instruction.blank_lines = blank_lines;
        if instruction.takes_heredocs() {
            let openers = heredoc::openers(instruction.text.as_str());
            for opener in &openers {
                let heredoc = self.heredoc(&instruction.text, opener);
                instruction.attach(heredoc);
            }
        }
        self.push(
            ItemKind::Instruction(index),
            Span::new(span.start, self.lines.at()),
        );
        self.instructions.push(instruction);
    }

    /// Reads the body that belongs to an opener, up to its terminator.
    fn heredoc(&mut self, line: &MappedText<'a>, opener: &Opener) -> Heredoc<'a> {
        let mut heredoc = Heredoc {
            opener: line.word(opener.range),
            name: opener.name.clone().into(),
            fd: opener.fd,
            strip_tabs: opener.strip_tabs,
            expands: opener.expands,
            body: Span::at(self.lines.at()),
            terminator: None,
        };
        let hopeless = self
            .last_lines
            .as_ref()
            .is_some_and(|last| !last.has(opener, self.lines.at()));
        if !hopeless && self.read_body(opener, &mut heredoc) {
            return heredoc;
        }
        self.last_lines
            .get_or_insert_with(|| LastLines::read(self.text));
        self.read_open_body(opener, &mut heredoc);
        let name = &opener.name;
        let message = format!("the here-document `{name}` has no end");
        let problem = Problem::new("open-heredoc", Phase::Syntax, heredoc.opener.span, message);
        let help = format!("add a line that holds `{name}` and nothing else");
        self.problems.push(problem.help(help));
        heredoc
    }

    /// Takes lines up to the terminator. False, and no line taken, if there is none.
    fn read_body(&mut self, opener: &Opener, heredoc: &mut Heredoc<'a>) -> bool {
        let mut lines = self.lines.clone();
        for line in lines.by_ref() {
            let content = opener.content(line.span.of(self.text));
            if content == opener.name {
                let end = line.span.start + offset(line.span.of(self.text).trim_end().len());
                heredoc.body.end = line.span.start;
                heredoc.terminator = Some(Span::new(end - offset(content.len()), end));
                self.lines = lines;
                return true;
            }
        }
        false
    }

    /// Without a terminator the body would swallow the rest of the file. Instructions in it are
    /// worth more than text that Docker never reads, so the first one ends the body.
    fn read_open_body(&mut self, opener: &Opener, heredoc: &mut Heredoc<'a>) {
        loop {
            let before = self.lines.clone();
            let Some(line) = self.lines.next() else { break };
            if instruction::starts_one(opener.content(line.span.of(self.text))) {
                self.lines = before;
                break;
            }
            heredoc.body.end = line.span.end;
        }
    }

    fn finish(mut self) -> Dockerfile<'a> {
        if self.instructions.is_empty() {
            let end = offset(self.text.len());
            let message = "the file has no instruction";
            let problem = Problem::new("no-instruction", Phase::Syntax, Span::at(end), message);
            self.problems
                .push(problem.help("start with `FROM` and an image"));
        }
        instruction::check_order(&self.instructions, &mut self.problems);
        self.problems
            .sort_by_key(|problem| (problem.phase, problem.span.start));
        Dockerfile {
            text: self.text,
            escape: self.directives.escape,
            directives: self.directives.list,
            comments: self.comments,
            instructions: self.instructions,
            items: self.items,
            problems: self.problems,
        }
    }
}

/// Every instruction of such a file is unknown to Docker. One problem says it all.
fn wide_encoding(text: &str) -> Problem {
    let end = offset(text.find('\n').unwrap_or(text.len()));
    let message = "the file is UTF-16 or UTF-32, which Docker cannot read";
    let problem = Problem::new(
        "wide-encoding",
        Phase::Instruction,
        Span::new(0, end),
        message,
    );
    problem.help("save it as UTF-8")
}

/// For each line of a file, where it stands last.
struct LastLines<'a> {
    whole: HashMap<&'a str, u32>,
    without_tabs: HashMap<&'a str, u32>,
}

impl<'a> LastLines<'a> {
    fn read(text: &'a str) -> Self {
        let (mut whole, mut without_tabs) = (HashMap::new(), HashMap::new());
        for line in Lines::new(text) {
            let content = line.span.of(text).trim_end_matches(['\r', '\n']);
            whole.insert(content, line.span.start);
            without_tabs.insert(content.trim_start_matches('\t'), line.span.start);
        }
        Self {
            whole,
            without_tabs,
        }
    }

    /// True if a line at or behind `from` ends the here-document.
    fn has(&self, opener: &Opener, from: u32) -> bool {
        let lines = if opener.strip_tabs {
            &self.without_tabs
        } else {
            &self.whole
        };
        lines
            .get(opener.name.as_str())
            .is_some_and(|at| *at >= from)
    }
}
