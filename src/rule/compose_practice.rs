//! What rules about the values of Compose files share.

use std::ops::Range;

use crate::compose::model::{resources, services};
use crate::compose::value::{Place, Value};
use crate::text::{Span, offset};
use crate::yaml::{Kind, Style};

use super::ComposeCx;
use super::yaml_edits::line_break;

/// Where a service has names with values: the keys, and what one of them is called.
const NAMED: [(&[&str], &str); 9] = [
    (&["environment"], "variable"),
    (&["labels"], "label"),
    (&["annotations"], "annotation"),
    (&["sysctls"], "setting"),
    (&["storage_opt"], "option"),
    (&["logging", "options"], "option"),
    (&["build", "args"], "build argument"),
    (&["build", "labels"], "label"),
    (&["deploy", "labels"], "label"),
];

/// All mappings of names to texts, and lists of `NAME=value`, with what one of them is called.
pub fn named_values<'c, 's>(cx: &ComposeCx<'c, 's>) -> Vec<(&'static str, &'c Value<'s>)> {
    let root = cx.root();
    let mut found = Vec::new();
    for service in services(root) {
        let own = |(path, what): &(&[&str], &'static str)| Some((*what, service.at(path)?));
        found.extend(NAMED.iter().filter_map(own));
    }
    for kind in ["networks", "volumes", "secrets", "configs"] {
        for resource in resources(root, kind) {
            found.extend(resource.get("labels").map(|it| ("label", it)));
            found.extend(resource.get("driver_opts").map(|it| ("option", it)));
        }
    }
    found
}

/// The scalars of a project, in order, each with the keys that lead to it. Extensions at the top
/// are left out: what is used of them is seen where it is used.
#[derive(Debug, Default)]
pub struct Scalars<'c, 's> {
    /// Each with its part of the keys.
    values: Vec<(&'c Value<'s>, Range<usize>)>,
    keys: Vec<&'c str>,
}

impl<'c, 's> Scalars<'c, 's> {
    /// All scalars below `root`.
    pub(super) fn new(root: &'c Value<'s>) -> Self {
        let mut all = Self::default();
        let mut path = Vec::new();
        let fields = root.fields().iter();
        for field in fields.filter(|field| !field.key.starts_with("x-")) {
            path.push(&*field.key);
            all.descend(&field.value, &mut path);
            path.pop();
        }
        all
    }

    fn descend(&mut self, value: &'c Value<'s>, path: &mut Vec<&'c str>) {
        if value.resolved().is_some() {
            // Neighbours in a list share their keys.
            let last = self.values.last().map(|(_, keys)| keys.clone());
            let shared = last.filter(|keys| self.keys.get(keys.clone()) == Some(path));
            let keys = shared.unwrap_or_else(|| {
                let start = self.keys.len();
                self.keys.extend_from_slice(path);
                start..self.keys.len()
            });
            self.values.push((value, keys));
        }
        for field in value.fields() {
            path.push(&field.key);
            self.descend(&field.value, path);
            path.pop();
        }
        for item in value.items() {
            self.descend(item, path);
        }
    }
}

/// Calls `visit` for each scalar, with the keys that lead to it.
pub fn each_value<'c, 's>(
    scalars: &Scalars<'c, 's>,
    visit: &mut dyn FnMut(&'c Value<'s>, &[&'c str]),
) {
    for (value, keys) in &scalars.values {
        visit(value, scalars.keys.get(keys.clone()).unwrap_or_default());
    }
}

/// How a scalar is written; none for other values.
fn style(place: Place, cx: &ComposeCx<'_, '_>) -> Option<Style> {
    Some(cx.file(place)?.tree.scalar(place.node)?.style)
}

/// True for a scalar without quotes.
pub fn is_plain(place: Place, cx: &ComposeCx<'_, '_>) -> bool {
    style(place, cx) == Some(Style::Plain)
}

/// True for text on one line, so that other text can stand in its place.
pub fn is_on_one_line(place: Place, cx: &ComposeCx<'_, '_>) -> bool {
    let style = style(place, cx);
    let inline = matches!(style, Some(Style::Plain | Style::Single | Style::Double));
    inline && !raw_text(place, cx).contains('\n')
}

/// The bytes of a place.
pub fn raw_text<'c>(place: Place, cx: &ComposeCx<'c, '_>) -> &'c str {
    cx.file(place)
        .map_or("", |file| place.span.of(file.text.text()))
}

/// The line break of the file of a place.
pub fn line_break_at(place: Place, cx: &ComposeCx<'_, '_>) -> &'static str {
    let text = cx.file(place).map_or("", |file| file.text.text());
    line_break(text)
}

/// The blanks in front of a place, if there is nothing else on its line.
pub(super) fn indentation<'c>(place: Place, cx: &ComposeCx<'c, '_>) -> Option<&'c str> {
    let text = cx.file(place)?.text.text();
    let before = text.get(..place.span.start as usize)?;
    let line = before.rsplit('\n').next()?.trim_start_matches('\u{feff}');
    line.bytes().all(|byte| byte == b' ').then_some(line)
}

/// The lines of an item of a list, or of a key with its value, so that they can be deleted. None
/// between brackets, for the last one that is left, where other things stand on the lines, and
/// where an anchor would go.
pub fn own_lines(place: Place, cx: &ComposeCx<'_, '_>) -> Option<Span> {
    let file = cx.file(place)?;
    let tree = &file.tree;
    let parent = tree.node(place.node).parent?;
    let (span, count) = match &tree.node(parent).kind {
        Kind::Mapping(pairs) => {
            let own = |it: &&crate::yaml::Pair| it.key == place.node || it.value == place.node;
            let pair = *pairs.iter().find(own)?;
            let key = tree.span(pair.key);
            // A value that is not written has no place of its own.
            let colon = Span::new(key.end, key.end + 1);
            let span = if tree.is_absent(pair.value) && colon.of(tree.text) == ":" {
                key.join(colon)
            } else {
                tree.pair_span(pair)
            };
            (span, pairs.len())
        }
        Kind::Sequence(items) => {
            let item = items.iter().find(|item| item.value == place.node)?;
            (item.dash?.join(tree.whole(item.value)), items.len())
        }
        _ => return None,
    };
    let text = file.text.text();
    if count < 2 || span.of(text).contains('&') {
        return None;
    }
    whole_lines(text, span)
}

fn whole_lines(text: &str, span: Span) -> Option<Span> {
    let (start, end) = (span.start as usize, span.end as usize);
    let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let line = if line == 0 && text.starts_with('\u{feff}') {
        3
    } else {
        line
    };
    let rest = text.get(end..)?;
    let next = rest.find('\n').map_or(text.len(), |at| end + at + 1);
    let behind = text.get(end..next)?.trim();
    let is_alone = text.get(line..start)?.bytes().all(|byte| byte == b' ')
        && (behind.is_empty() || behind.starts_with('#'));
    is_alone.then(|| Span::new(offset(line), offset(next)))
}

/// The lines, and a blank one behind them that would be left at the start or behind another one.
pub fn with_blank(lines: Span, text: &str) -> Span {
    let before = text.get(..lines.start as usize).unwrap_or_default();
    let last = before.lines().next_back().unwrap_or_default();
    let is_first = last.trim_matches(['\u{feff}', ' ', '\r']).is_empty() || last == "---";
    let rest = text.get(lines.end as usize..).unwrap_or_default();
    let blank = ["\r\n", "\n"].iter().find(|it| rest.starts_with(**it));
    let more = blank.filter(|_| is_first).map_or(0, |it| it.len());
    Span::new(lines.start, lines.end + offset(more))
}

/// A text between double quotes, if it has no control characters.
pub fn in_quotes(text: &str) -> Option<String> {
    let is_plain = text.chars().all(|c| !c.is_control());
    is_plain.then(|| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}
