//! Nodes as their users see them: aliases followed, merge keys merged.

use std::collections::HashSet;

use super::scalar::{Resolved, resolve};
use super::tree::{Kind, NodeId, Pair, Style, Tree};

/// How often aliases and merges are followed on the way to one node.
const MAX_STEPS: usize = 64;

/// How many pairs one mapping can have after merging.
const MAX_PAIRS: usize = 200_000;

/// A pair that counts in a mapping.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Where it is written.
    pub pair: Pair,
    /// The node behind the key, aliases followed.
    pub value: NodeId,
    /// The value of the `<<` that brought it here; none for a pair of the mapping itself.
    pub merged: Option<NodeId>,
}

impl Tree<'_> {
    /// The node itself, or the one that an alias leads to. An alias that leads nowhere, or round
    /// in a circle, is itself.
    pub fn follow(&self, id: NodeId) -> NodeId {
        let mut at = id;
        for _ in 0..MAX_STEPS {
            match self.node(at).kind {
                Kind::Alias(Some(target)) => at = target,
                _ => return at,
            }
        }
        id
    }

    /// The text of a scalar, aliases followed. None for nodes that are no scalar.
    pub fn text_of(&self, id: NodeId) -> Option<&str> {
        self.scalar(self.follow(id)).map(|it| &*it.text)
    }

    /// The value of a scalar, aliases followed.
    pub fn resolved(&self, id: NodeId) -> Option<Resolved> {
        let node = self.node(self.follow(id));
        match &node.kind {
            Kind::Scalar(scalar) => Some(resolve(scalar, node.tag.as_ref())),
            _ => None,
        }
    }

    /// True if a value is `null`, `~` or not written.
    pub fn is_null(&self, id: NodeId) -> bool {
        self.resolved(id) == Some(Resolved::Null)
    }

    /// The pairs of a mapping as they are written, aliases followed; empty for other nodes.
    pub fn pairs(&self, id: NodeId) -> &[Pair] {
        match &self.node(self.follow(id)).kind {
            Kind::Mapping(pairs) => pairs,
            _ => &[],
        }
    }

    /// The values of a sequence, aliases of the sequence itself followed; empty for other nodes.
    pub fn items(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let items = match &self.node(self.follow(id)).kind {
            Kind::Sequence(items) => items.as_slice(),
            _ => &[],
        };
        items.iter().map(|item| item.value)
    }

    /// True for a key of a mapping.
    pub fn is_key(&self, id: NodeId) -> bool {
        let parent = self.node(id).parent;
        let pairs = parent.map(|parent| self.pairs(parent)).unwrap_or_default();
        // Pairs come in the order of their nodes.
        pairs.binary_search_by_key(&id, |pair| pair.key).is_ok()
    }

    /// True for a mapping, aliases followed.
    pub fn is_mapping(&self, id: NodeId) -> bool {
        matches!(self.node(self.follow(id)).kind, Kind::Mapping(_))
    }

    /// True for a sequence, aliases followed.
    pub fn is_sequence(&self, id: NodeId) -> bool {
        matches!(self.node(self.follow(id)).kind, Kind::Sequence(_))
    }

    /// True if a key is the merge key: `<<` without quotes.
    pub fn is_merge(&self, key: NodeId) -> bool {
        let node = self.node(key);
        let tag = node.tag.as_ref();
        let tagged =
            tag.is_some_and(|tag| tag.text == "!!merge" || tag.core.as_deref() == Some("merge"));
        match &node.kind {
            Kind::Scalar(scalar) => {
                tagged || scalar.text == "<<" && scalar.style == Style::Plain && node.tag.is_none()
            }
            _ => false,
        }
    }

    /// The pairs that count in a mapping, aliases and merge keys followed: those of the mapping
    /// itself in their order, then what merge keys add. Of equal keys the first counts.
    pub fn entries(&self, id: NodeId) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut seen = HashSet::new();
        let mut budget = MAX_PAIRS;
        self.collect(id, None, 0, &mut budget, &mut |entry, key| {
            if seen.insert(key) {
                entries.push(entry);
            }
        });
        entries
    }

    /// The pair of a mapping with a key, aliases and merge keys followed.
    pub fn get(&self, id: NodeId, key: &str) -> Option<Entry> {
        let own = self
            .pairs(id)
            .iter()
            .find(|pair| !self.is_merge(pair.key) && self.text_of(pair.key) == Some(key));
        if let Some(pair) = own {
            return Some(Entry {
                pair: *pair,
                value: self.follow(pair.value),
                merged: None,
            });
        }
        if !self.pairs(id).iter().any(|pair| self.is_merge(pair.key)) {
            return None;
        }
        let mut found = None;
        let mut budget = MAX_PAIRS;
        self.collect(id, None, 0, &mut budget, &mut |entry, name| {
            if name == key && found.is_none() {
                found = Some(entry);
            }
        });
        found
    }

    fn collect<'t>(
        &'t self,
        id: NodeId,
        merged: Option<NodeId>,
        depth: usize,
        budget: &mut usize,
        found: &mut dyn FnMut(Entry, &'t str),
    ) {
        if depth > MAX_STEPS {
            return;
        }
        let pairs = self.pairs(id);
        for pair in pairs.iter().filter(|pair| !self.is_merge(pair.key)) {
            let Some(rest) = budget.checked_sub(1) else {
                return;
            };
            *budget = rest;
            let entry = Entry {
                pair: *pair,
                value: self.follow(pair.value),
                merged,
            };
            found(entry, self.text_of(pair.key).unwrap_or_default());
        }
        for pair in pairs.iter().filter(|pair| self.is_merge(pair.key)) {
            let origin = merged.or(Some(pair.value));
            if self.is_mapping(pair.value) {
                self.collect(pair.value, origin, depth + 1, budget, found);
            }
            for item in self.items(pair.value) {
                *budget = budget.saturating_sub(1);
                if *budget > 0 && self.is_mapping(item) {
                    self.collect(item, origin, depth + 1, budget, found);
                }
            }
        }
    }
}
