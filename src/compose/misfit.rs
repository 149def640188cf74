//! What can be wrong with the shape of a Compose file.

use super::value::Place;

/// What is wrong with the shape of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// What kind of mistake it is.
    pub kind: MisfitKind,
    /// The value or key to change. Nothing may be written there.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where the same item stands for the first time.
    pub first: Option<Place>,
    /// How to put it right, where that is mechanical.
    pub repair: Option<Repair>,
}

/// The kinds of mistakes in the shape of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MisfitKind {
    /// Services stand at the top, as in the first format of Compose.
    LegacyFormat,
    /// A key at the top that Compose does not know.
    UnknownTopLevelKey,
    /// A key that Compose does not know in its place.
    UnknownKey,
    /// A value of another type than Compose takes.
    WrongType,
    /// `include` is no list.
    Include,
    /// Nothing is written where a value is needed.
    Null,
    /// A word that is not in a closed list.
    Enum,
    /// A key that must be there is not.
    Missing,
    /// The same item twice in a list of different ones.
    DuplicateItem,
    /// A name that Compose does not allow.
    Name,
}

/// What to do with the place of a misfit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Write this text instead.
    Rename(String),
    /// Put the scalar in quotes.
    Quote,
    /// Make the scalar the one item of a list.
    Wrap,
    /// Delete the key with its value.
    DeleteKey,
    /// Delete the item.
    DeleteItem,
}
