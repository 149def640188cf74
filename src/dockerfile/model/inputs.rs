//! What a build is given beside the file.

use std::collections::{BTreeMap, BTreeSet};

/// The arguments and the target of a build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BuildInputs {
    /// Build arguments by name; none as value for one that is given, but not known.
    pub args: BTreeMap<String, Option<String>>,
    /// The stage that is built. Without one, every stage counts.
    pub target: Option<String>,
    /// Names of further build contexts. They stand in for images of these names.
    pub contexts: BTreeSet<String>,
}
