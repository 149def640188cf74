//! Parts of a collection in a wrong order.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use crate::finding::Fix;
use crate::rule::ComposeCx;
use crate::text::Span;
use crate::yaml::{self, Kind, NodeId, Style, Tree};

use super::{Element, Sheet, short};

/// Which of the parts in a wrong order are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Each that stands behind one that belongs behind it.
    Each,
    /// Each that belongs in front of the one right before it.
    Steps,
    /// The first.
    First,
}

/// How parts of a collection are put in order.
pub struct Order<'o, K> {
    /// The rank of a part; none for one that may stand anywhere.
    pub rank: &'o dyn Fn(&Element) -> Option<K>,
    /// True if the first one belongs behind the second one.
    pub is_behind: fn(&K, &K) -> bool,
    /// Which are told.
    pub told: Told,
    /// What they are together, as in "sort the …".
    pub parts: &'static str,
    /// What is shown of an item: without values that may be secret.
    pub shown: fn(&str) -> &str,
}

/// Reports the parts of a collection that stand in a wrong order. The first finding has a fix that
/// sorts them: parts move with their comments, what has no rank and what stands between stays.
pub fn report_order<'c, 's, K: Ord>(
    sheet: Sheet<'c, 's>,
    id: NodeId,
    order: &Order<'_, K>,
    cx: &mut ComposeCx<'c, 's>,
) {
    let elements = sheet.elements(id);
    let ranked = elements.iter().enumerate();
    let ranked: Vec<_> = ranked
        .filter_map(|(at, it)| Some((at, it, (order.rank)(it)?)))
        .collect();
    let mut last: Option<&(usize, &Element, K)> = None;
    let mut is_first = true;
    for it in &ranked {
        let wrong = last.is_some_and(|(_, _, last)| (order.is_behind)(last, &it.2));
        if wrong && let Some(last) = last {
            let (early, late) = (
                shown(sheet, last.1, order.shown),
                shown(sheet, it.1, order.shown),
            );
            let message = format!("`{late}` belongs before `{early}`");
            let parts = order.parts;
            let fix = is_first.then(|| sorted(sheet, id, &elements, &ranked));
            let span = place(sheet, it.1);
            let finding = cx.report_span(sheet.number, span, message);
            finding.label(place(sheet, last.1), "it stands behind this one");
            finding.help(format!("sort the {parts}"));
            if let Some((span, text)) = fix.flatten() {
                finding.fix(Fix::safe(format!("sort the {parts}")).replace(span, text));
            }
            is_first = false;
            if order.told == Told::First {
                return;
            }
        }
        if !wrong || order.told == Told::Steps {
            last = Some(it);
        }
    }
}

/// The key or item itself; of an item that is a mapping, its first key.
fn place(sheet: Sheet<'_, '_>, element: &Element) -> Span {
    let tree = sheet.tree();
    let first = sheet.pairs(element.head).first().map(|pair| pair.key);
    let span = tree.span(first.unwrap_or(element.head));
    if span.is_empty() { element.span } else { span }
}

fn shown(sheet: Sheet<'_, '_>, element: &Element, shown: fn(&str) -> &str) -> String {
    let text = match sheet.name(element.head) {
        Some(name) => shown(name),
        None => element.span.of(sheet.text()).trim_start_matches(['-', ' ']),
    };
    short(text.trim()).replace('`', "'")
}

/// The text with the ranked parts sorted, and its place. None where that could change what the
/// file says, or where comments belong nowhere.
fn sorted<K: Ord>(
    sheet: Sheet<'_, '_>,
    id: NodeId,
    elements: &[Element],
    ranked: &[(usize, &Element, K)],
) -> Option<(Span, String)> {
    let mut wanted: Vec<usize> = (0..elements.len()).collect();
    let mut by_rank: Vec<_> = ranked.iter().collect();
    by_rank.sort_by(|a, b| a.2.cmp(&b.2));
    for (slot, (at, _, _)) in ranked.iter().zip(by_rank) {
        *wanted.get_mut(slot.0)? = *at;
    }
    let moved = |(slot, at): (usize, &usize)| slot != *at;
    let first = wanted.iter().enumerate().position(moved)?;
    let last = wanted.iter().enumerate().rposition(moved)?;
    let blocks = sheet.blocks(id, elements, first)?;
    let text = sheet.text();
    let region = Span::new(blocks.get(first)?.start, blocks.get(last)?.end);
    // Without a line break at the end of the file, a block scalar has none at its end.
    if region.end as usize == text.len() {
        let ends = [last, *wanted.get(last)?];
        let mut ends = ends.iter().filter_map(|at| elements.get(*at));
        if ends.any(|it| sheet.last_text(it).is_some()) {
            return None;
        }
    }
    let mut out = String::with_capacity(region.len() as usize);
    let mut at = region.start;
    for slot in first..=last {
        let block = blocks.get(slot)?;
        out += Span::new(at, block.start).of(text);
        out += blocks.get(*wanted.get(slot)?)?.of(text);
        at = block.end;
    }
    if count(region.of(text)) != count(&out) {
        return None;
    }
    let moved = elements.get(first..=last)?;
    if are_plain(sheet, id, region, moved) {
        return Some((region, out));
    }
    // Each part alone has to stay what it is, so the parts are read without what is around them.
    let after = if sheet.is_flow(id) || sheet.is_in_flow(id) {
        match sheet.tree().node(id).kind {
            Kind::Mapping(_) => format!("{{{out}}}"),
            _ => format!("[{out}]"),
        }
    } else {
        let lines = sheet.lines();
        let start = lines.span(lines.line(region.start)).start.max(bom(text));
        let whole = Span::new(start, lines.span(lines.line(region.end)).end);
        let front = Span::new(start, region.start).of(text);
        let back = Span::new(region.end, whole.end).of(text);
        format!("{front}{out}{back}\n")
    };
    says(sheet.tree(), moved, region, &after).then_some((region, out))
}

/// True for parts that stay what they are wherever they stand: whole lines with names of their own,
/// without anchors, aliases, tags, and text to which blank lines may belong.
fn are_plain(sheet: Sheet<'_, '_>, id: NodeId, region: Span, parts: &[Element]) -> bool {
    let is_odd = |byte: u8| matches!(byte, b'&' | b'*' | b'!' | b'|' | b'>' | b'?' | b'\t');
    if sheet.is_flow(id) || sheet.is_in_flow(id) || region.of(sheet.text()).bytes().any(is_odd) {
        return false;
    }
    let is_mapping = matches!(sheet.tree().node(id).kind, Kind::Mapping(_));
    let mut names = HashSet::new();
    !is_mapping
        || parts
            .iter()
            .all(|it| sheet.name(it.head).is_some_and(|it| names.insert(it)))
}

fn bom(text: &str) -> u32 {
    if text.starts_with('\u{feff}') { 3 } else { 0 }
}

/// The number of bytes that are no blanks: sorting neither adds nor takes any.
fn count(text: &str) -> usize {
    text.bytes().filter(|it| !it.is_ascii_whitespace()).count()
}

/// True if two texts say the same apart from the order of what they are made of at the top.
pub(super) fn said_the_same(before: &str, after: &str) -> bool {
    let (before, after) = (yaml::read(before), yaml::read(after));
    before.is_complete()
        && after.is_complete()
        && has_unique_anchors(&before)
        && said(&before) == said(&after)
}

/// True if a text says, in whatever order, what parts of a collection say that make up a region.
fn says(tree: &Tree<'_>, parts: &[Element], region: Span, text: &str) -> bool {
    let after = yaml::read(text);
    if !after.is_complete() || !has_unique_anchors(&after) {
        return false;
    }
    let parts = parts.iter().map(|it| (it.head, it.value));
    let before = said_in(tree, parts, region);
    before.is_some() && before == said(&after)
}

fn has_unique_anchors(tree: &Tree<'_>) -> bool {
    let mut seen = HashSet::new();
    let mut names = tree.nodes().filter_map(|(_, it)| it.anchor.as_ref());
    names.all(|anchor| seen.insert(&*anchor.name))
}

/// How often each part stands at the top of a text. Equal keys keep none of their order.
fn said(tree: &Tree<'_>) -> Option<BTreeMap<String, usize>> {
    let [document] = tree.documents.as_slice() else {
        return None;
    };
    let all = Span::new(0, u32::MAX);
    match &tree.node(document.root?).kind {
        Kind::Mapping(pairs) => said_in(tree, pairs.iter().map(|it| (it.key, it.value)), all),
        Kind::Sequence(items) => said_in(tree, items.iter().map(|it| (it.value, it.value)), all),
        _ => None,
    }
}

/// How often each of some parts of a collection is there: keys with their values, or items.
fn said_in(
    tree: &Tree<'_>,
    heads: impl Iterator<Item = (NodeId, NodeId)>,
    region: Span,
) -> Option<BTreeMap<String, usize>> {
    let mut parts = BTreeMap::new();
    for (head, value) in heads {
        let mut part = String::new();
        say(tree, head, region, &mut part);
        if head == value {
            *parts.entry(part).or_default() += 1;
            continue;
        }
        // Of equal keys the order counts.
        if parts.contains_key(&part) {
            return None;
        }
        parts.insert(part.clone(), 1);
        part += ": ";
        say(tree, value, region, &mut part);
        parts.insert(part, 1);
    }
    Some(parts)
}

/// Writes what a node says: all but blanks and comments. Anchors outside of the region do not
/// count.
fn say(tree: &Tree<'_>, id: NodeId, region: Span, out: &mut String) {
    let node = tree.node(id);
    if let Some(tag) = &node.tag {
        *out += tag.text;
    }
    if let Some(anchor) = &node.anchor {
        *out += "&";
        *out += &anchor.name;
    }
    match &node.kind {
        // Text that is written does not fail.
        Kind::Scalar(scalar) => {
            *out += match scalar.style {
                Style::Plain => "=",
                Style::Single => "'",
                Style::Double => "\"",
                Style::Literal => "|",
                Style::Folded => ">",
            };
            _ = write!(out, "{}:{}", scalar.text.len(), scalar.text);
        }
        Kind::Alias(target) => {
            let is_known = target.is_some_and(|it| region.covers(tree.span(it)));
            let known = if is_known { "*" } else { "**" };
            *out += known;
            *out += node.span.of(tree.text);
        }
        Kind::Mapping(pairs) => {
            *out += "{";
            for pair in pairs {
                say(tree, pair.key, region, out);
                *out += ": ";
                say(tree, pair.value, region, out);
                *out += ", ";
            }
            *out += "}";
        }
        Kind::Sequence(items) => {
            *out += "[";
            for item in items {
                say(tree, item.value, region, out);
                *out += ", ";
            }
            *out += "]";
        }
    }
}
