//! Words in a configuration file that only some values are allowed for.

use std::fmt;

use serde::Deserializer;
use serde::de::{Error, Visitor};

/// Reads a string with `read`. An error is placed at the string itself: the YAML library knows its
/// place only as long as the string is being visited.
pub(super) fn word<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, D::Error> {
    struct Word<F>(F);
    impl<T, F: FnOnce(&str) -> Result<T, String>> Visitor<'_> for Word<F> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            (self.0)(text).map_err(E::custom)
        }
    }
    deserializer.deserialize_str(Word(read))
}
