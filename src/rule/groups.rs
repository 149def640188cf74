//! Things by what they have in common.

use std::collections::HashMap;
use std::hash::Hash;

/// Things by a key, those with the same key in the order in which they came.
pub struct Groups<K, T>(HashMap<K, Vec<T>>);

impl<K, T> Default for Groups<K, T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Hash + Eq, T> Groups<K, T> {
    /// What came with a key so far.
    pub fn of(&self, key: &K) -> &[T] {
        self.0.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// Adds one more.
    pub fn add(&mut self, key: K, it: T) {
        self.0.entry(key).or_default().push(it);
    }
}
