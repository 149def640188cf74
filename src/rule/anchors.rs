//! Anchors and aliases.

use crate::text::Span;
use crate::yaml::{Anchor, Kind, NodeId, Tree};

/// The anchors and aliases of a document.
#[derive(Debug, Default)]
pub struct Anchors<'t> {
    /// The anchors with their nodes, in order.
    pub anchors: Vec<(NodeId, &'t Anchor<'t>)>,
    /// The aliases, in order.
    pub aliases: Vec<Alias<'t>>,
}

/// An alias.
#[derive(Clone, Copy, Debug)]
pub struct Alias<'t> {
    /// Its node.
    pub node: NodeId,
    /// Its name, without `*`.
    pub name: &'t str,
    /// Its place, with `*`.
    pub span: Span,
    /// The node it leads to, if there is one.
    pub target: Option<NodeId>,
}

/// The anchors and aliases of each document of a file.
pub fn anchors<'t>(tree: &'t Tree<'_>) -> Vec<Anchors<'t>> {
    let mut roots = tree.documents.iter().filter_map(|it| it.root).peekable();
    let mut all: Vec<Anchors<'t>> = Vec::new();
    for (id, node) in tree.nodes() {
        if roots.next_if(|root| *root <= id).is_some() || all.is_empty() {
            all.push(Anchors::default());
        }
        let Some(document) = all.last_mut() else {
            continue;
        };
        if let Some(anchor) = &node.anchor {
            document.anchors.push((id, anchor));
        }
        if let Kind::Alias(target) = node.kind {
            document.aliases.push(Alias {
                node: id,
                name: node.span.of(tree.text).trim_start_matches('*'),
                span: node.span,
                target,
            });
        }
    }
    all
}

impl Alias<'_> {
    /// True if it stands inside the node that it leads to.
    pub fn is_cycle(&self, tree: &Tree<'_>) -> bool {
        let Some(target) = self.target else {
            return false;
        };
        let parent = |id: &NodeId| tree.node(*id).parent;
        std::iter::successors(Some(self.node), parent).any(|id| id == target)
    }
}
