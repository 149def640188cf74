//! Edits of YAML that change nothing else.

use crate::text::{Span, offset};
use crate::yaml::{Kind, Node, NodeId, Pair, Style, Tree};

/// The bytes of a key with its value, or of the lines they fill. `key` is the node of the key. None
/// where more hangs on them: an anchor, or a dash in front of the key.
pub fn without_pair(tree: &Tree<'_>, key: NodeId) -> Option<Span> {
    let parent = tree.node(key).parent?;
    let Kind::Mapping(pairs) = &tree.node(parent).kind else {
        return None;
    };
    let at = pairs.iter().position(|pair| pair.key == key)?;
    without(tree, parent, at, |at| {
        pairs.get(at).map(|it| pair_span(tree, *it))
    })
}

/// True if other keys stand beside a key.
pub(super) fn has_neighbours(tree: &Tree<'_>, key: NodeId) -> bool {
    let parent = tree.node(key).parent;
    parent.is_some_and(|parent| tree.pairs(parent).len() > 1)
}

/// The bytes of an item with its dash, or of the lines they fill. None where more hangs on them.
pub(super) fn without_item(tree: &Tree<'_>, item: NodeId) -> Option<Span> {
    let parent = tree.node(item).parent?;
    let Kind::Sequence(items) = &tree.node(parent).kind else {
        return None;
    };
    let span = |it: &crate::yaml::Item| {
        let whole = tree.whole(it.value);
        it.dash.map_or(whole, |dash| dash.join(whole))
    };
    let at = items.iter().position(|it| it.value == item)?;
    without(tree, parent, at, |at| items.get(at).map(span))
}

/// The bytes of a tag or an anchor with the blanks that set it apart.
pub fn without_mark(tree: &Tree<'_>, mark: Span) -> Span {
    let before = tree.text.get(..mark.start as usize).unwrap_or_default();
    let behind = tree.text.get(mark.end as usize..).unwrap_or_default();
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let ends_line = behind
        .get(blanks..)
        .is_none_or(|it| it.is_empty() || it.starts_with(['\n', '\r', '#', ',', ']', '}']));
    if ends_line {
        let front = before.trim_end_matches([' ', '\t']).len();
        Span::new(offset(front), mark.end)
    } else {
        Span::new(mark.start, mark.end + offset(blanks))
    }
}

/// The bytes of the text of a scalar without its quotes. None for text over several lines and for
/// other nodes.
pub fn written_text(tree: &Tree<'_>, node: NodeId) -> Option<Span> {
    let span = tree.span(node);
    match tree.scalar(node)?.style {
        Style::Plain => Some(span),
        Style::Single | Style::Double => Some(Span::new(span.start + 1, span.end - 1)),
        Style::Literal | Style::Folded => None,
    }
    .filter(|span| !span.of(tree.text).contains('\n'))
}

/// Plain text in quotes.
pub fn quoted(text: &str) -> Option<String> {
    let is_simple = !text.is_empty() && !text.contains(['"', '\\', '\n', '\r']);
    is_simple.then(|| format!("\"{text}\""))
}

/// A scalar as the one item of a list.
pub(super) fn wrapped(text: &str) -> Option<String> {
    if text.is_empty() || text.contains(['\n', '\r']) {
        return None;
    }
    let is_quoted = text.starts_with(['"', '\'']);
    // Several items in one text: how they are to be split is not known.
    let is_one = is_quoted || !text.contains([',', ' ', '[', ']', '{', '}']);
    is_one.then(|| format!("[{text}]"))
}

/// The line break of a file: the first one.
pub fn line_break(text: &str) -> &'static str {
    let line = text.split_once('\n').map_or("", |(line, _)| line);
    if line.ends_with('\r') { "\r\n" } else { "\n" }
}

fn pair_span(tree: &Tree<'_>, pair: Pair) -> Span {
    let key = tree.whole(pair.key);
    if tree.is_absent(pair.value) {
        key
    } else {
        key.join(tree.whole(pair.value))
    }
}

/// The bytes to delete for one of the children of a collection.
fn without(
    tree: &Tree<'_>,
    parent: NodeId,
    at: usize,
    spans: impl Fn(usize) -> Option<Span>,
) -> Option<Span> {
    let span = spans(at)?;
    let is_anchor = |node: &Node<'_>| {
        let anchor = node.anchor.as_ref().map(|it| it.span);
        anchor.is_some_and(|it| span.start <= it.start && it.end <= span.end)
    };
    let can_hold = span.of(tree.text).contains('&');
    if can_hold && tree.nodes().any(|(_, node)| is_anchor(node)) {
        return None;
    }
    let is_flow = tree.span(parent).of(tree.text).starts_with(['[', '{']);
    if !is_flow {
        return lines(tree.text, span);
    }
    Some(match (at.checked_sub(1).and_then(&spans), spans(at + 1)) {
        (Some(before), _) => Span::new(before.end, span.end),
        (None, Some(behind)) => Span::new(span.start, behind.start),
        (None, None) => span,
    })
}

/// The lines that a span fills. None if something else stands in front of it.
fn lines(text: &str, span: Span) -> Option<Span> {
    let before = text.get(..span.start as usize)?;
    let front = before.trim_end_matches(' ');
    if !(front.is_empty() || front.ends_with('\n')) {
        return None;
    }
    let behind = text.get(span.end as usize..)?;
    let rest = behind.find('\n').map_or(behind.len(), |it| it + 1);
    Some(Span::new(offset(front.len()), span.end + offset(rest)))
}
