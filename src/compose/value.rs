//! What a Compose file says once aliases and merge keys are followed and files are put together.
//!
//! Every value knows where it is written, in which file, and by which alias or merge it came.

use std::borrow::Cow;

use crate::text::Span;
use crate::yaml::{Kind, NodeId, Resolved, Tree, resolve};

/// How many values one project can have. The reference loader stops at as many nodes.
const MAX_VALUES: usize = 100_000;

/// How deep values can be nested.
const MAX_DEPTH: usize = 100;

/// A node of one of the files of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The number of the file in the project.
    pub file: usize,
    /// The node.
    pub node: NodeId,
    /// The bytes of the node in its file.
    pub span: Span,
}

/// A value.
#[derive(Clone, Debug)]
pub struct Value<'s> {
    /// Where it is written; behind an alias, the anchored node.
    pub place: Place,
    /// The alias it was reached by, if any.
    pub alias: Option<Span>,
    /// What it holds.
    pub data: Data<'s>,
    /// `!reset` or `!override`, if it stands there.
    pub tag: Option<MergeTag>,
}

/// The tags that say how a file is put on top of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeTag {
    /// `!reset`: what was there before is removed.
    Reset,
    /// `!override`: what was there before is replaced, not merged.
    Override,
}

/// What a value holds.
#[derive(Clone, Debug)]
pub enum Data<'s> {
    /// Text, a number, a boolean or nothing.
    Scalar {
        /// As it is decoded, variables not replaced.
        text: Cow<'s, str>,
        /// What it stands for before variables are replaced.
        resolved: Resolved,
    },
    /// Keys with values. No key stands twice.
    Mapping(Vec<Field<'s>>),
    /// Items, in order.
    Sequence(Vec<Value<'s>>),
    /// An alias without anchor, one that leads into itself, or more than the limits allow.
    Unknown,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Field<'s> {
    /// The key.
    pub key: Cow<'s, str>,
    /// Where the key is written.
    pub key_place: Place,
    /// The value.
    pub value: Value<'s>,
    /// It came by a merge key.
    pub is_merged: bool,
}

impl<'s> Value<'s> {
    /// The field with a key.
    pub fn field(&self, key: &str) -> Option<&Field<'s>> {
        self.fields().iter().find(|field| field.key == key)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value<'s>> {
        self.field(key).map(|field| &field.value)
    }

    /// The value behind several keys, one inside the other.
    pub fn at(&self, path: &[&str]) -> Option<&Value<'s>> {
        path.iter().try_fold(self, |value, key| value.get(key))
    }

    /// The fields of a mapping; empty for other values.
    pub fn fields(&self) -> &[Field<'s>] {
        match &self.data {
            Data::Mapping(fields) => fields,
            _ => &[],
        }
    }

    /// The items of a sequence; empty for other values.
    pub fn items(&self) -> &[Value<'s>] {
        match &self.data {
            Data::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The text of a scalar that is not null, as it is written, variables not replaced.
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar { text, resolved } if *resolved != Resolved::Null => Some(text),
            _ => None,
        }
    }

    /// The text of a scalar in which no variable can be replaced.
    pub fn literal(&self) -> Option<&str> {
        self.text().filter(|text| !text.contains('$'))
    }

    /// What a scalar stands for; none for mappings and sequences.
    pub fn resolved(&self) -> Option<Resolved> {
        match &self.data {
            Data::Scalar { resolved, .. } => Some(*resolved),
            _ => None,
        }
    }

    /// True if nothing is written, or `null`.
    pub fn is_null(&self) -> bool {
        self.resolved() == Some(Resolved::Null)
    }

    /// True, false, or what text stands for where a boolean is wanted; none for anything else and
    /// for variables.
    pub fn bool(&self) -> Option<bool> {
        match self.resolved()? {
            Resolved::Bool(value) => Some(value),
            Resolved::Text => match self.literal()?.to_ascii_lowercase().as_str() {
                "true" | "yes" | "y" | "on" => Some(true),
                "false" | "no" | "n" | "off" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// A number, also one in quotes; none for anything else and for variables.
    pub fn number(&self) -> Option<f64> {
        match self.resolved()? {
            #[allow(clippy::cast_precision_loss, reason = "no setting is that large")]
            Resolved::Int(value) => Some(value as f64),
            Resolved::Float(value) => Some(value),
            Resolved::Text => self.literal()?.trim().parse().ok(),
            _ => None,
        }
    }

    /// The bytes of the value in its file. For a value that is not written, those of nothing.
    pub fn span(&self) -> Span {
        self.place.span
    }

    /// Text or a list of texts as a list of values.
    pub fn one_or_many(&self) -> &[Value<'s>] {
        match &self.data {
            Data::Sequence(items) => items,
            Data::Scalar { .. } if !self.is_null() => std::slice::from_ref(self),
            _ => &[],
        }
    }
}

/// Builds values from trees. One for each project, so that the limits hold for all of it.
#[derive(Debug)]
pub struct Reader {
    left: usize,
    /// The limits cut something off, or an alias leads into itself.
    pub is_cut: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            left: MAX_VALUES,
            is_cut: false,
        }
    }
}

impl Reader {
    /// The value of a node of a file.
    pub fn read<'s>(&mut self, tree: &Tree<'s>, file: usize, id: NodeId) -> Value<'s> {
        self.value(tree, file, id, &mut Vec::new())
    }

    fn value<'s>(
        &mut self,
        tree: &Tree<'s>,
        file: usize,
        id: NodeId,
        above: &mut Vec<NodeId>,
    ) -> Value<'s> {
        let target = tree.follow(id);
        let alias = (target != id).then(|| tree.span(id));
        let node = tree.node(target);
        let place = Place {
            file,
            node: target,
            span: node.span,
        };
        let tag = node.tag.as_ref().and_then(|tag| match tag.text {
            "!reset" => Some(MergeTag::Reset),
            "!override" => Some(MergeTag::Override),
            _ => None,
        });
        let mut value = Value {
            place,
            alias,
            data: Data::Unknown,
            tag,
        };
        let is_cycle =
            matches!(node.kind, Kind::Mapping(_) | Kind::Sequence(_)) && above.contains(&target);
        if is_cycle || above.len() > MAX_DEPTH || self.left == 0 {
            self.is_cut = true;
            return value;
        }
        self.left -= 1;
        above.push(target);
        value.data = match &node.kind {
            Kind::Scalar(scalar) => Data::Scalar {
                text: scalar.text.clone(),
                resolved: resolve(scalar, node.tag.as_ref()),
            },
            Kind::Mapping(_) => Data::Mapping(self.fields(tree, file, target, above)),
            Kind::Sequence(items) => {
                let items = items
                    .iter()
                    .map(|item| self.value(tree, file, item.value, above));
                Data::Sequence(items.collect())
            }
            Kind::Alias(_) => Data::Unknown,
        };
        above.pop();
        value
    }

    fn fields<'s>(
        &mut self,
        tree: &Tree<'s>,
        file: usize,
        id: NodeId,
        above: &mut Vec<NodeId>,
    ) -> Vec<Field<'s>> {
        let entries = tree.entries(id);
        let fields = entries.into_iter().map(|entry| {
            let key = tree.follow(entry.pair.key);
            let text = tree.scalar(key).map(|it| it.text.clone());
            Field {
                key: text.unwrap_or_default(),
                key_place: Place {
                    file,
                    node: entry.pair.key,
                    span: tree.span(entry.pair.key),
                },
                value: self.value(tree, file, entry.pair.value, above),
                is_merged: entry.merged.is_some(),
            }
        });
        fields.collect()
    }
}
