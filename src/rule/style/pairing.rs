//! Names with values, as a mapping or as a list.

use std::collections::HashSet;

use crate::text::Span;
use crate::yaml::{Kind, NodeId, Pair, Resolved};

use super::{Element, Sheet, written};

/// How names with values are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pairing {
    /// `NAME: value`
    #[default]
    Map,
    /// `- NAME=value`
    List,
}

/// Edits, in order.
type Edits = Vec<(Span, String)>;

/// None if the value of a pair is written in the form, or cannot be. Otherwise the edits that bring
/// it there, if they are sure to change nothing else.
pub fn repaired(sheet: Sheet<'_, '_>, pair: &Pair, form: Pairing) -> Option<Option<Edits>> {
    let id = pair.value;
    let elements = sheet.elements(id);
    let is_list = match &sheet.tree().node(id).kind {
        Kind::Sequence(_) => true,
        Kind::Mapping(_) => false,
        _ => return None,
    };
    if elements.is_empty() || is_list == (form == Pairing::List) {
        return None;
    }
    let flow = sheet.is_flow(id) || sheet.is_in_flow(id);
    let mut edits = Vec::new();
    let mut is_sure = true;
    let mut names = HashSet::new();
    for element in &elements {
        let (name, value) = if is_list {
            // Without a value the name is looked up elsewhere, and `$` is not replaced in keys.
            let (name, value) = sheet.name(element.value)?.split_once('=')?;
            (name, Some(value))
        } else {
            pair_of(sheet, element)?
        };
        if name.is_empty() || name.contains(['$', '=']) {
            return None;
        }
        is_sure &= names.insert(name) && is_simple(sheet, element);
        let new = match (is_list, value) {
            (true, value) => {
                let value = written(value.unwrap_or_default(), flow);
                format!("{}: {value}", written(name, flow))
            }
            (false, Some(value)) => format!(
                "{}{}",
                dash(flow),
                written(&format!("{name}={value}"), flow)
            ),
            (false, None) => format!("{}{}", dash(flow), written(name, flow)),
        };
        edits.push((element.span, new));
    }
    if sheet.is_flow(id) {
        let span = sheet.tree().span(id);
        let (open, close) = if is_list { ("{", "}") } else { ("[", "]") };
        edits.insert(0, (Span::new(span.start, span.start + 1), open.to_owned()));
        edits.push((Span::new(span.end - 1, span.end), close.to_owned()));
    } else if is_list {
        let column = |at: u32| sheet.column(at);
        let key = sheet.tree().whole(pair.key).start;
        let first = elements.first()?.span.start;
        if column(first) <= column(key) {
            // A mapping has to be indented more than its key.
            for (_, text) in &mut edits {
                text.insert_str(0, "  ");
            }
        }
    }
    Some(is_sure.then_some(edits))
}

fn dash(flow: bool) -> &'static str {
    if flow { "" } else { "- " }
}

/// A key and the text of its value. None if the text could become another one.
fn pair_of<'c>(sheet: Sheet<'c, '_>, element: &Element) -> Option<(&'c str, Option<&'c str>)> {
    let name = sheet.name(element.head)?;
    if sheet.tree().is_merge(element.head) {
        return None;
    }
    let value = sheet.name(element.value)?;
    match sheet.tree().resolved(element.value)? {
        Resolved::Null => Some((name, None)),
        Resolved::Text => Some((name, Some(value))),
        Resolved::Bool(it) if it.to_string() == value => Some((name, Some(value))),
        Resolved::Int(it) if it.to_string() == value => Some((name, Some(value))),
        _ => None,
    }
}

/// True for a part on a line of its own, or in brackets on one line, without anchors and tags.
fn is_simple(sheet: Sheet<'_, '_>, element: &Element) -> bool {
    let bare = |id: NodeId| {
        let node = sheet.tree().node(id);
        node.tag.is_none() && node.anchor.is_none()
    };
    let is_single = !element.span.of(sheet.text()).contains('\n');
    is_single && bare(element.head) && bare(element.value)
}
