//! From the events of the YAML parser to a tree.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError};

use crate::text::{Phase, Problem, Span, offset};

use super::errors::{explain, is_about_tabs};
use super::marks::{colon, dash, skip, trimmed};
use super::tree::{
    Anchor, Comment, Document, Item, Kind, Node, NodeId, Pair, Scalar, Style, Tag, Tree,
};

/// Deeper nesting is a problem. No Compose file comes near.
const MAX_DEPTH: usize = 128;

/// How many problems are passed over. Each costs a new reading of the text.
const MAX_PROBLEMS: usize = 10;

/// Beyond this size a text with a problem is not read again: bytes.
const MAX_REREAD: usize = 1 << 20;

/// Reads a text. What is no YAML is a problem at its place; its line and what is indented below it
/// is passed over, and the rest is read all the same.
pub fn read(text: &str) -> Tree<'_> {
    let mut copy = Cow::Borrowed(text);
    let mut problems = Vec::new();
    let mut holes: Vec<Span> = Vec::new();
    loop {
        let mut reader = Reader::new(text);
        let error = reader.run(&copy);
        let Some(error) = error else {
            return reader.finish(problems, holes);
        };
        let (problem, at) = reader.problem(&error);
        let hole = hole(&copy, at);
        problems.push(problem);
        // What is blank already cannot be the reason once more.
        let is_new = !hole.of(&copy).trim().is_empty();
        holes.push(hole);
        if !is_new || problems.len() >= MAX_PROBLEMS || text.len() > MAX_REREAD {
            return reader.finish(problems, holes);
        }
        let mut bytes = std::mem::take(&mut copy).into_owned().into_bytes();
        for byte in bytes.get_mut(hole.range()).unwrap_or_default() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
        copy = Cow::Owned(String::from_utf8(bytes).unwrap_or_default());
    }
}

/// The line at an offset and the lines below that are indented more.
fn hole(text: &str, at: usize) -> Span {
    let at = at.min(text.len());
    let start = text
        .get(..at)
        .and_then(|it| it.rfind('\n'))
        .map_or(0, |it| it + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut end = start;
    let mut first = None;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let depth = indent(line);
        match first {
            None => first = Some(depth),
            Some(_) if line.trim().is_empty() => {}
            Some(first) if depth > first => {}
            // The end of brackets that were opened above.
            Some(first) if depth == first && line.trim_start().starts_with([']', '}']) => {}
            Some(_) => break,
        }
        end += line.len();
    }
    // The byte-order mark is no part of a line.
    let start = if text
        .get(start..)
        .is_some_and(|it| it.starts_with('\u{feff}'))
    {
        start + '\u{feff}'.len_utf8()
    } else {
        start
    };
    Span::new(offset(start), offset(end))
}

/// A collection that is not finished yet.
struct Open {
    id: NodeId,
    key: Option<NodeId>,
    /// Where to look for the next dash.
    from: u32,
}

struct Reader<'s> {
    text: &'s str,
    nodes: Vec<Node<'s>>,
    documents: Vec<Document>,
    comments: Vec<Comment>,
    open: Vec<Open>,
    anchors: HashMap<usize, NodeId>,
}

impl<'s> Reader<'s> {
    fn new(text: &'s str) -> Self {
        Self {
            text,
            nodes: Vec::new(),
            documents: Vec::new(),
            comments: Vec::new(),
            open: Vec::new(),
            anchors: HashMap::new(),
        }
    }

    /// Reads `copy`, which is the text with some stretches blank. Returns the first error.
    fn run(&mut self, copy: &str) -> Option<ScanError> {
        let mut parser = Parser::new_from_str_with_options(copy, options());
        while let Some(event) = parser.next_event() {
            match event {
                Ok((event, span)) => self.event(event, &span),
                Err(error) => return Some(error),
            }
        }
        None
    }

    /// The problem that an error stands for, and an offset in the line that is to blame.
    fn problem(&self, error: &ScanError) -> (Problem, usize) {
        let text = self.text;
        let mut at = error.marker().byte_offset().unwrap_or(0).min(text.len());
        if let Some(open) = self.left_open(at) {
            let bracket = Span::new(open, open + 1);
            let message = format!("this `{}` is not closed", bracket.of(text));
            let problem = Problem::new("yaml", Phase::Syntax, bracket, message).help("close it");
            return (problem, open as usize);
        }
        if let Some(quote) = self.open_quote(at) {
            let span = Span::new(quote, quote + 1);
            let message = "this quote is not closed";
            let problem = Problem::new("yaml", Phase::Syntax, span, message).help("close it");
            return (problem, quote as usize);
        }
        let before = text.get(..at).unwrap_or_default();
        // The parser names the place behind the tabs.
        if is_about_tabs(error.kind()) && before.ends_with('\t') {
            at -= 1;
        }
        let rest = text.get(at..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        let explained = explain(error.kind(), line);
        let length = line.chars().next().map_or(0, char::len_utf8);
        let mut span = Span::new(offset(at), offset(at + length));
        if span.is_empty() || line.starts_with('\r') {
            // The end of a line or of the file: the last thing in front of it.
            let before = text.get(..at).unwrap_or_default().trim_end();
            let last = before.chars().next_back().map_or(0, char::len_utf8);
            span = Span::new(offset(before.len() - last), offset(before.len()));
        }
        let problem = Problem::new("yaml", Phase::Syntax, span, explained.message);
        let problem = match explained.help {
            Some(help) => problem.help(help),
            None => problem,
        };
        (
            problem,
            self.flow_start()
                .map_or(span.start as usize, |it| it as usize),
        )
    }

    /// The quote behind the last node, if it stands on an earlier line than the offset: text that
    /// goes on where it should not tells that it is not closed.
    fn open_quote(&self, at: usize) -> Option<u32> {
        let mut from = skip(self.text, self.nodes.last().map_or(0, |node| node.span.end));
        for sign in [':', '-'] {
            if self.text.get(from as usize..)?.starts_with(sign) {
                from = skip(self.text, from + 1);
            }
        }
        let between = self.text.get(from as usize..at)?;
        (between.starts_with(['"', '\'']) && between.contains('\n')).then_some(from)
    }

    /// The outermost bracket that is open.
    fn flow_start(&self) -> Option<u32> {
        let starts = self
            .open
            .iter()
            .filter_map(|open| self.nodes.get(open.id.0 as usize));
        starts.map(|node| node.span.start).find(|at| {
            let rest = self.text.get(*at as usize..).unwrap_or_default();
            rest.starts_with(['[', '{'])
        })
    }

    /// The outermost bracket that is open although the text goes on no deeper than the line it
    /// stands in.
    fn left_open(&self, at: usize) -> Option<u32> {
        let open = self.flow_start()?;
        let line_of = |at: usize| {
            let start = self.text.get(..at)?.rfind('\n').map_or(0, |it| it + 1);
            let line = self.text.get(start..)?;
            Some((start, line.len() - line.trim_start_matches(' ').len()))
        };
        let (first, indent) = line_of(open as usize)?;
        let (second, depth) = line_of(at)?;
        let closes = self
            .text
            .get(second..)?
            .trim_start()
            .starts_with([']', '}']);
        let is_end = at >= self.text.trim_end().len();
        (second > first && (depth <= indent && !closes || is_end)).then_some(open)
    }

    fn event(&mut self, event: Event<'_>, at: &granit_parser::Span) {
        let range = at.byte_range().unwrap_or(0..0);
        let span = Span::new(offset(range.start), offset(range.end));
        match event {
            Event::DocumentStart(explicit, _) => {
                let marker = explicit.then_some(span).filter(|it| !it.is_empty());
                self.anchors.clear();
                self.documents.push(Document { root: None, marker });
            }
            Event::Comment(..) => self.comment(span),
            Event::Alias(target) => {
                let target = self.anchors.get(&target).copied();
                self.add(Kind::Alias(target), span, None);
            }
            Event::UnresolvedAlias(_) => {
                self.add(Kind::Alias(None), span, None);
            }
            Event::Anchor(id, name) => self.anchor(id, &name, span),
            Event::Scalar(text, style, _, tag) => {
                let (kind, span) = self.scalar(&text, style, span);
                let tag = tag.and_then(|tag| self.tag(&tag, at));
                self.add(kind, span, tag);
            }
            Event::SequenceStart(_, _, tag) => {
                let tag = tag.and_then(|tag| self.tag(&tag, at));
                let start = self
                    .first_dash()
                    .map_or(span.start, |it| it.min(span.start));
                let span = Span::new(start, span.end);
                self.begin(Kind::Sequence(Vec::new()), span, tag);
            }
            Event::MappingStart(_, _, tag) => {
                let tag = tag.and_then(|tag| self.tag(&tag, at));
                self.begin(Kind::Mapping(Vec::new()), span, tag);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            _ => {}
        }
    }

    /// A scalar with its text taken from the file where they are equal.
    fn scalar(&self, text: &str, style: ScalarStyle, span: Span) -> (Kind<'s>, Span) {
        let style = match style {
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
            ScalarStyle::Plain => Style::Plain,
        };
        let raw = span.of(self.text);
        let (span, inner) = match style {
            // The parser writes `~` where nothing stands.
            Style::Plain if raw.is_empty() => (span, raw),
            Style::Plain => (span, raw),
            Style::Single | Style::Double => (
                span,
                raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default(),
            ),
            Style::Literal | Style::Folded => (trimmed(raw, span), raw),
        };
        let text = if inner == text || raw.is_empty() && style == Style::Plain {
            Cow::Borrowed(inner)
        } else {
            Cow::Owned(text.to_owned())
        };
        (Kind::Scalar(Scalar { text, style }), span)
    }

    fn tag(&self, tag: &granit_parser::Tag, at: &granit_parser::Span) -> Option<Tag<'s>> {
        let range = at.tag_span()?.byte_range()?;
        let span = Span::new(offset(range.start), offset(range.end));
        let text = span.of(self.text);
        // The parser knows the types of YAML 1.2 only: no `!!merge`, no `!!binary`.
        let core = tag.core_suffix().or_else(|| text.strip_prefix("!!"));
        Some(Tag {
            text,
            span,
            core: core.map(str::to_owned),
        })
    }

    fn anchor(&mut self, id: usize, name: &str, span: Span) {
        let Some(last) = self.nodes.len().checked_sub(1) else {
            return;
        };
        self.anchors.insert(id, NodeId(offset(last)));
        let plain = span.of(self.text).get(1..).unwrap_or_default();
        let name = if plain == name {
            Cow::Borrowed(plain)
        } else {
            Cow::Owned(name.to_owned())
        };
        if let Some(node) = self.nodes.last_mut() {
            node.anchor = Some(Anchor { name, span });
        }
    }

    fn comment(&mut self, span: Span) {
        let before = self.text.get(..span.start as usize).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let is_alone = line.trim_matches(['\u{feff}', ' ', '\t']).is_empty();
        self.comments.push(Comment { span, is_alone });
    }

    fn add(&mut self, kind: Kind<'s>, span: Span, tag: Option<Tag<'s>>) -> NodeId {
        let id = NodeId(offset(self.nodes.len()));
        let parent = self.open.last().map(|open| open.id);
        self.nodes.push(Node {
            kind,
            span,
            tag,
            anchor: None,
            parent,
        });
        self.attach(id, span);
        id
    }

    fn begin(&mut self, kind: Kind<'s>, span: Span, tag: Option<Tag<'s>>) {
        let id = self.add(kind, span, tag);
        self.open.push(Open {
            id,
            key: None,
            from: span.start,
        });
    }

    /// The dash right behind the key that waits for its value, if one stands there. For a sequence
    /// that is indented no more than its key, the parser names the place behind it.
    fn first_dash(&self) -> Option<u32> {
        let key = self.nodes.get(self.open.last()?.key?.0 as usize)?;
        let mut at = skip(self.text, colon(self.text, key.span.end));
        loop {
            let rest = self.text.get(at as usize..)?;
            match rest.as_bytes().first()? {
                b'-' => return Some(at),
                b'&' | b'!' => {
                    let length = rest.find(|c: char| c.is_ascii_whitespace())?;
                    at = skip(self.text, at + offset(length));
                }
                _ => return None,
            }
        }
    }

    /// Hangs a node into the collection that is open.
    fn attach(&mut self, id: NodeId, span: Span) {
        let Some(open) = self.open.last_mut() else {
            if let Some(document) = self.documents.last_mut() {
                document.root = Some(id);
            }
            return;
        };
        let Some(parent) = self.nodes.get_mut(open.id.0 as usize) else {
            return;
        };
        match (&mut parent.kind, open.key.take()) {
            (Kind::Mapping(_), None) => open.key = Some(id),
            (Kind::Mapping(pairs), Some(key)) => pairs.push(Pair { key, value: id }),
            (Kind::Sequence(items), _) => {
                let dash = dash(self.text, open.from);
                items.push(Item { dash, value: id });
                open.from = span.end.max(dash.map_or(0, |it| it.end));
            }
            _ => {}
        }
    }

    fn end(&mut self, span: Span) {
        let Some(open) = self.open.pop() else {
            return;
        };
        let end = self.children_end(open.id);
        let Some(node) = self.nodes.get_mut(open.id.0 as usize) else {
            return;
        };
        let is_flow = self
            .text
            .get(node.span.start as usize..)
            .is_some_and(|it| it.starts_with(['[', '{']));
        // A block collection ends with its last child; the parser says where the next token is.
        let end = if is_flow { span.end } else { end };
        node.span.end = end.max(node.span.start);
        let end = node.span.end;
        if let Some(outer) = self.open.last_mut() {
            outer.from = outer.from.max(end);
        }
    }

    /// Where the last child of a collection ends.
    fn children_end(&self, id: NodeId) -> u32 {
        let end = |id: NodeId| {
            let node = self.nodes.get(id.0 as usize)?;
            let marks = [
                node.tag.as_ref().map(|it| it.span.end),
                node.anchor.as_ref().map(|it| it.span.end),
            ];
            let marks = marks.into_iter().flatten().max().unwrap_or(0);
            Some(node.span.end.max(marks))
        };
        let children = self.nodes.get(id.0 as usize).map(|node| match &node.kind {
            Kind::Mapping(pairs) => pairs.last().map(|pair| {
                let key = end(pair.key).unwrap_or(0);
                // The colon of a key without value belongs to it.
                let value = self.nodes.get(pair.value.0 as usize);
                let absent = value.is_some_and(|it| it.span.is_empty());
                let colon = if absent { colon(self.text, key) } else { key };
                colon.max(end(pair.value).filter(|_| !absent).unwrap_or(0))
            }),
            Kind::Sequence(items) => items.last().map(|item| {
                let dash = item.dash.map_or(0, |it| it.end);
                let value = self.nodes.get(item.value.0 as usize);
                let absent = value.is_some_and(|it| it.span.is_empty());
                dash.max(end(item.value).filter(|_| !absent).unwrap_or(0))
            }),
            _ => None,
        });
        children.flatten().unwrap_or(0)
    }

    fn finish(mut self, problems: Vec<Problem>, holes: Vec<Span>) -> Tree<'s> {
        // What an error has left open ends with what it has.
        while !self.open.is_empty() {
            self.end(Span::default());
        }
        let mut tree = Tree {
            text: self.text,
            nodes: self.nodes,
            documents: self.documents,
            comments: self.comments,
            problems,
            holes,
        };
        tree.comments.sort_by_key(|comment| comment.span.start);
        tree.problems.sort_by_key(|problem| problem.span.start);
        tree.holes.sort_by_key(|hole| hole.start);
        tree
    }
}

fn options() -> Options {
    let mut options = granit_parser::options! {
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        block_nesting_limit: MAX_DEPTH,
        flow_nesting_limit: MAX_DEPTH,
    };
    // The default would refuse a service that somebody has commented out.
    options.max_buffered_comment_events = usize::MAX;
    options
}
