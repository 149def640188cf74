//! What rules about the form of Compose files share: the files as they are written.

mod blocks;
mod indent;
mod lines;
mod names;
mod order;
mod pairing;
mod scalars;

use crate::project::compose::ComposeFile;
use crate::text::{LineIndex, Span};
use crate::yaml::{Kind, NodeId, Pair, Tree};

pub use blocks::Element;
pub use indent::{Dashes, Indents};
pub use names::{ByName, place_in, short};
use order::said_the_same;
pub use order::{Order, Told, report_order};
pub use pairing::{Pairing, repaired};
pub use scalars::{Quotes, Written, reads_plain, requoted, scalars, written};

/// A file as it is written, with its number in the project. Aliases and merge keys are not
/// followed: what stands behind them has its form elsewhere.
#[derive(Clone, Copy)]
pub struct Sheet<'c, 's> {
    /// The file.
    pub file: &'c ComposeFile<'s>,
    /// Its number in the project.
    pub number: usize,
}

impl<'c, 's> Sheet<'c, 's> {
    /// The file as it is written; none if it cannot be read, for what is passed over then has a
    /// form, too.
    pub fn of(file: &'c ComposeFile<'s>, number: usize) -> Option<Self> {
        file.tree.is_complete().then_some(Self { file, number })
    }

    /// The tree.
    pub fn tree(self) -> &'c Tree<'s> {
        &self.file.tree
    }

    /// The text.
    pub fn text(self) -> &'c str {
        self.file.text.text()
    }

    /// The lines.
    pub fn lines(self) -> &'c LineIndex {
        self.file.text.lines()
    }

    /// The mappings at the top, one for each document.
    pub fn roots(self) -> impl Iterator<Item = NodeId> + use<'c, 's> {
        let tree = self.tree();
        let roots = tree.documents.iter().filter_map(|it| it.root);
        roots.filter(|root| matches!(tree.node(*root).kind, Kind::Mapping(_)))
    }

    /// The pairs of a mapping that is written here.
    pub fn pairs(self, id: NodeId) -> &'c [Pair] {
        match &self.tree().node(id).kind {
            Kind::Mapping(pairs) => pairs,
            _ => &[],
        }
    }

    /// The value of a key of a mapping that is written here.
    pub fn get(self, id: NodeId, key: &str) -> Option<NodeId> {
        let mut pairs = self.pairs(id).iter();
        pairs
            .find(|pair| self.name(pair.key) == Some(key))
            .map(|pair| pair.value)
    }

    /// The text of a scalar that is written here.
    pub fn name(self, id: NodeId) -> Option<&'c str> {
        self.tree().scalar(id).map(|it| &*it.text)
    }

    /// The mappings below a key at the top, such as `services`.
    pub fn section(self, key: &'static str) -> impl Iterator<Item = NodeId> + use<'c, 's> {
        let found = self.roots().filter_map(move |root| self.get(root, key));
        found.filter(move |id| matches!(self.tree().node(*id).kind, Kind::Mapping(_)))
    }

    /// The bodies of the services that are written here.
    pub fn services(self) -> impl Iterator<Item = NodeId> + use<'c, 's> {
        let pairs = self
            .section("services")
            .flat_map(move |services| self.pairs(services));
        let bodies = pairs.map(|pair| pair.value);
        bodies.filter(move |id| matches!(self.tree().node(*id).kind, Kind::Mapping(_)))
    }

    /// The values of a key in all services that are written here.
    pub fn settings(self, key: &'static str) -> impl Iterator<Item = NodeId> + use<'c, 's> {
        self.services().filter_map(move |body| self.get(body, key))
    }

    /// True for a collection in brackets.
    pub fn is_flow(self, id: NodeId) -> bool {
        let node = self.tree().node(id);
        matches!(node.kind, Kind::Mapping(_) | Kind::Sequence(_))
            && node.span.of(self.text()).starts_with(['[', '{'])
    }

    /// True for what stands between brackets.
    pub fn is_in_flow(self, id: NodeId) -> bool {
        let mut parent = self.tree().node(id).parent;
        while let Some(id) = parent {
            if self.is_flow(id) {
                return true;
            }
            parent = self.tree().node(id).parent;
        }
        false
    }

    /// A line without its line break and the byte-order mark.
    pub fn line(self, number: u32) -> Span {
        let span = self.lines().span(number);
        let line = span.of(self.text());
        let front = if line.starts_with('\u{feff}') { 3 } else { 0 };
        let length = line.trim_end_matches(['\n', '\r']).len();
        Span::new(span.start + front, span.start + crate::text::offset(length))
    }

    /// The blanks at the beginning of a line.
    pub fn indent(self, number: u32) -> usize {
        let line = self.line(number).of(self.text());
        line.len() - line.trim_start_matches([' ', '\t']).len()
    }

    /// The line break of the file: that of its first line.
    pub fn line_break(self) -> &'static str {
        let first = self.lines().span(0).of(self.text());
        if first.ends_with("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }
}
