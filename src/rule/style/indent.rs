//! Indentation.

use crate::text::Span;
use crate::yaml::{Kind, NodeId};

use super::{Sheet, said_the_same};

/// Where sequences stand below their keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dashes {
    /// Everywhere alike.
    #[default]
    Any,
    /// Indented more than the key.
    Indented,
    /// Below the key.
    Flush,
}

/// A collection that is indented by another number of blanks than wanted.
#[derive(Clone, Copy, Debug)]
pub struct Indented {
    /// Its first key or dash.
    pub place: Span,
    /// By how many it is indented.
    pub found: usize,
    /// By how many it is to be.
    pub wanted: usize,
}

/// What is indented in another way than wanted, in order.
pub struct Indents<'c, 's> {
    sheet: Sheet<'c, 's>,
    width: usize,
    is_flush: bool,
    /// The collections.
    pub wrong: Vec<Indented>,
    /// By how many blanks each line has to move.
    shifts: Vec<isize>,
}

impl<'c, 's> Indents<'c, 's> {
    /// Looks at a whole file.
    pub fn of(sheet: Sheet<'c, 's>, width: usize, dashes: Dashes) -> Self {
        let is_flush = match dashes {
            Dashes::Any => prefers_flush(sheet),
            Dashes::Indented => false,
            Dashes::Flush => true,
        };
        let mut indents = Self {
            sheet,
            width,
            is_flush,
            wrong: Vec::new(),
            shifts: vec![0; sheet.lines().lines() as usize],
        };
        for document in &sheet.tree().documents {
            if let Some(root) = document.root.filter(|root| is_block(sheet, *root)) {
                indents.visit(root, 0);
            }
        }
        indents.wrong.sort_by_key(|it| it.place);
        indents
    }

    /// Looks at what stands in a collection that moves by `shift`.
    fn visit(&mut self, id: NodeId, shift: isize) {
        let sheet = self.sheet;
        self.move_lines(id, shift);
        match &sheet.tree().node(id).kind {
            Kind::Mapping(pairs) => {
                for pair in pairs.iter().filter(|pair| is_block(sheet, pair.value)) {
                    let key = sheet.column(sheet.tree().whole(pair.key).start);
                    let is_list = matches!(sheet.tree().node(pair.value).kind, Kind::Sequence(_));
                    let wanted = if is_list && self.is_flush {
                        0
                    } else {
                        self.width
                    };
                    let shift = shift + self.judge(pair.value, key, wanted);
                    self.visit(pair.value, shift);
                }
            }
            Kind::Sequence(items) => {
                for item in items.iter().filter(|item| is_block(sheet, item.value)) {
                    // What stands behind a dash goes with it.
                    self.visit(item.value, shift);
                }
            }
            _ => {}
        }
    }

    /// By how many blanks a collection below a key has to move against it.
    fn judge(&mut self, id: NodeId, key: usize, wanted: usize) -> isize {
        let Some(first) = self.sheet.elements(id).first().copied() else {
            return 0;
        };
        let found = self.sheet.column(first.span.start).saturating_sub(key);
        if found != wanted {
            let dash = Span::new(first.span.start, first.span.start + 1);
            let place = match self.sheet.tree().node(id).kind {
                Kind::Mapping(_) => self.sheet.tree().span(first.head),
                _ => dash,
            };
            self.wrong.push(Indented {
                place,
                found,
                wanted,
            });
        }
        wanted.cast_signed() - found.cast_signed()
    }

    fn move_lines(&mut self, id: NodeId, shift: isize) {
        let lines = self.sheet.lines();
        let span = self.sheet.tree().span(id);
        let first = lines.line(span.start) as usize;
        let last = lines.line(span.end.max(1) - 1) as usize;
        for line in self.shifts.get_mut(first..=last).unwrap_or_default() {
            *line = shift;
        }
    }

    /// The edits that put all of it right; none if that could change what the file says.
    pub fn edits(&self) -> Option<Vec<(Span, String)>> {
        let sheet = self.sheet;
        let mut edits = Vec::new();
        let mut out = String::new();
        let texts = sheet.lines_of_texts();
        let is_text = |line: u32| texts.get(line as usize).is_some_and(|it| *it);
        let mut below: Option<(usize, isize)> = None;
        // From the last line up: comments move with what stands below them.
        for number in (0..sheet.lines().lines()).rev() {
            let line = sheet.line(number);
            let content = line.of(sheet.text()).trim_start_matches(' ');
            if content.trim().is_empty() {
                continue;
            }
            let indent = sheet.indent(number);
            let mut shift = self.shifts.get(number as usize).copied().unwrap_or(0);
            if content.starts_with('#') && !is_text(number) {
                shift = match below {
                    Some((depth, shift)) if depth == indent => shift,
                    _ => self.shift_above(number, indent, &is_text),
                };
            } else {
                below = Some((indent, shift));
            }
            let wanted = indent.saturating_add_signed(shift);
            if wanted != indent {
                let blanks = Span::new(line.start, line.start + crate::text::offset(indent));
                edits.push((blanks, " ".repeat(wanted)));
            }
        }
        edits.reverse();
        let mut at = 0;
        for (span, text) in &edits {
            out += Span::new(at, span.start).of(sheet.text());
            out += text;
            at = span.end;
        }
        out += sheet.text().get(at as usize..)?;
        said_the_same(sheet.text(), &out).then_some(edits)
    }

    /// The shift of the last line above that is not indented more.
    fn shift_above(&self, line: u32, indent: usize, is_text: &dyn Fn(u32) -> bool) -> isize {
        const FAR: u32 = 200;
        let sheet = self.sheet;
        let found = (line.saturating_sub(FAR)..line).rev().find(|line| {
            let content = sheet.line(*line).of(sheet.text()).trim_start();
            let is_content = !content.is_empty() && !content.starts_with('#');
            is_content && !is_text(*line) && sheet.indent(*line) <= indent
        });
        found
            .and_then(|line| self.shifts.get(line as usize).copied())
            .unwrap_or(0)
    }
}

fn is_block(sheet: Sheet<'_, '_>, id: NodeId) -> bool {
    let is_collection = matches!(
        sheet.tree().node(id).kind,
        Kind::Mapping(_) | Kind::Sequence(_)
    );
    is_collection && !sheet.is_flow(id)
}

/// True if most sequences stand right below their keys; of as many, if the first one does.
fn prefers_flush(sheet: Sheet<'_, '_>) -> bool {
    let mut flush = Vec::new();
    for (_, node) in sheet.tree().nodes() {
        let Kind::Mapping(pairs) = &node.kind else {
            continue;
        };
        for pair in pairs {
            let is_list = matches!(sheet.tree().node(pair.value).kind, Kind::Sequence(_));
            if is_list && is_block(sheet, pair.value) {
                let column = |id| sheet.column(sheet.tree().span(id).start);
                flush.push((pair.key, column(pair.key) == column(pair.value)));
            }
        }
    }
    flush.sort_unstable();
    let count = flush.iter().filter(|it| it.1).count();
    let first = flush.first().is_some_and(|it| it.1);
    count * 2 > flush.len() || first && count * 2 == flush.len()
}
