//! The tree of a YAML text.

use std::borrow::Cow;

use crate::text::{MappedText, Problem, Span, offset};

use super::decode;

/// The number of a node in its tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

/// The tree of a text. Offsets are those of the text.
#[derive(Debug)]
pub struct Tree<'s> {
    /// The text.
    pub text: &'s str,
    pub(super) nodes: Vec<Node<'s>>,
    /// The documents, in order.
    pub documents: Vec<Document>,
    /// The comments, in order.
    pub comments: Vec<Comment>,
    /// Where the text is no YAML, in order.
    pub problems: Vec<Problem>,
    /// Stretches that were passed over because of a problem, in order.
    pub holes: Vec<Span>,
}

/// One document of a text.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its node; none if there is nothing but comments.
    pub root: Option<NodeId>,
    /// The `---` it begins with.
    pub marker: Option<Span>,
}

/// A comment, from `#` to the end of its line.
#[derive(Clone, Copy, Debug)]
pub struct Comment {
    /// Its place.
    pub span: Span,
    /// Nothing but blanks stands in front of it.
    pub is_alone: bool,
}

/// A node.
#[derive(Clone, Debug)]
pub struct Node<'s> {
    /// What it holds.
    pub kind: Kind<'s>,
    /// Its place without tag and anchor. Empty for a value that is not there. A block scalar
    /// begins at its first line of text and ends behind its last one.
    pub span: Span,
    /// Its tag.
    pub tag: Option<Tag<'s>>,
    /// Its anchor.
    pub anchor: Option<Anchor<'s>>,
    /// The mapping or sequence it stands in.
    pub parent: Option<NodeId>,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Kind<'s> {
    /// Text.
    Scalar(Scalar<'s>),
    /// Keys and values, in order. A key can stand twice.
    Mapping(Vec<Pair>),
    /// Items, in order.
    Sequence(Vec<Item>),
    /// A reference to an anchored node; none if there is no such anchor in front of it.
    Alias(Option<NodeId>),
}

/// A scalar.
#[derive(Clone, Debug)]
pub struct Scalar<'s> {
    /// Its text, with escapes, folding and indentation undone. Empty if nothing is written.
    pub text: Cow<'s, str>,
    /// How it is written.
    pub style: Style,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// A key and its value.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The key.
    pub key: NodeId,
    /// The value.
    pub value: NodeId,
}

/// An item of a sequence.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Its `-`; none between brackets.
    pub dash: Option<Span>,
    /// The value.
    pub value: NodeId,
}

/// A tag, such as `!reset`.
#[derive(Clone, Debug)]
pub struct Tag<'s> {
    /// As it is written.
    pub text: &'s str,
    /// Its place.
    pub span: Span,
    /// The name behind the namespace of YAML, such as `str`; none for other tags.
    pub core: Option<String>,
}

/// An anchor.
#[derive(Clone, Debug)]
pub struct Anchor<'s> {
    /// Its name, without `&`.
    pub name: Cow<'s, str>,
    /// Its place, with `&`.
    pub span: Span,
}

static NOTHING: Node<'static> = Node {
    kind: Kind::Scalar(Scalar {
        text: Cow::Borrowed(""),
        style: Style::Plain,
    }),
    span: Span { start: 0, end: 0 },
    tag: None,
    anchor: None,
    parent: None,
};

impl<'s> Tree<'s> {
    /// The node of a number.
    pub fn node(&self, id: NodeId) -> &Node<'s> {
        self.nodes.get(id.0 as usize).unwrap_or(&NOTHING)
    }

    /// All nodes with their numbers, in the order in which they begin.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node<'s>)> {
        let number = |(at, node)| (NodeId(offset(at)), node);
        self.nodes.iter().enumerate().map(number)
    }

    /// The place of a node.
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// The scalar at a node, without following an alias.
    pub fn scalar(&self, id: NodeId) -> Option<&Scalar<'s>> {
        match &self.node(id).kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// True if nothing is written where a value could stand.
    pub fn is_absent(&self, id: NodeId) -> bool {
        let node = self.node(id);
        node.span.is_empty() && matches!(&node.kind, Kind::Scalar(it) if it.style == Style::Plain)
    }

    /// The text of a scalar with the way back to the bytes it came from; empty for other nodes.
    pub fn mapped(&self, id: NodeId) -> MappedText<'s> {
        let node = self.node(id);
        match &node.kind {
            Kind::Scalar(scalar) => decode::decode(self.text, node.span, scalar),
            _ => MappedText::plain(self.text, Span::at(node.span.start)),
        }
    }

    /// The place of a key with its colon and value, tag and anchor included.
    pub fn pair_span(&self, pair: Pair) -> Span {
        self.span(pair.key).join(self.whole(pair.value))
    }

    /// The place of a node with its tag and anchor.
    pub fn whole(&self, id: NodeId) -> Span {
        let node = self.node(id);
        let marks = [
            node.tag.as_ref().map(|tag| tag.span),
            node.anchor.as_ref().map(|anchor| anchor.span),
        ];
        marks.into_iter().flatten().fold(node.span, Span::join)
    }

    /// True for a mapping or sequence that is the key of a mapping.
    pub fn is_odd_key(&self, id: NodeId) -> bool {
        let node = self.node(id);
        if !matches!(node.kind, Kind::Mapping(_) | Kind::Sequence(_)) {
            return false;
        }
        let parent = node.parent.map(|parent| &self.node(parent).kind);
        matches!(parent, Some(Kind::Mapping(pairs)) if pairs.iter().any(|it| it.key == id))
    }

    /// The place of a node. Of a value that is not written, that of its key or dash; of such a key,
    /// that of its value. Empty at the end of the text only.
    pub fn visible(&self, id: NodeId) -> Span {
        let node = self.node(id);
        let parent = node.parent.filter(|_| node.span.is_empty());
        let beside = match parent.map(|it| &self.node(it).kind) {
            Some(Kind::Mapping(pairs)) => {
                let of_value = pairs.iter().find(|it| it.value == id);
                let of_key = || pairs.iter().find(|it| it.key == id);
                of_value
                    .map(|it| self.span(it.key))
                    .or_else(|| of_key().map(|it| self.whole(it.value)))
            }
            Some(Kind::Sequence(items)) => items
                .iter()
                .find(|it| it.value == id)
                .and_then(|it| it.dash),
            _ => None,
        };
        let span = beside.unwrap_or(node.span);
        let rest = self.text.get(span.start as usize..).unwrap_or_default();
        match rest.chars().next().filter(|_| span.is_empty()) {
            Some(next) => Span::new(span.start, span.start + offset(next.len_utf8())),
            None => span,
        }
    }

    /// True if the text could be read to its end.
    pub fn is_complete(&self) -> bool {
        self.problems.is_empty()
    }
}
