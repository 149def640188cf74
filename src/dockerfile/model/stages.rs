//! Stages and the images and stages they refer to.

use std::ops::Range;

use crate::text::Word;

use super::State;
use super::expand::Value;

/// One build stage: a `FROM` and what follows it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stage<'a> {
    /// Number of the stage, from 0.
    pub index: usize,
    /// Indices of its instructions, the `FROM` first.
    pub instructions: Range<usize>,
    /// Its name in lower case, as Docker keeps it.
    pub name: Option<String>,
    /// What it builds on.
    pub base: Base,
    /// The base image as written.
    pub image: Option<Word<'a>>,
    /// The base image with variables expanded.
    pub value: Value<'a>,
    /// What is in force at its end.
    pub end: State,
    /// Another stage builds on it or takes files from it.
    pub is_used: bool,
}

/// What a reference to an image or stage turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// The empty image.
    Scratch,
    /// A stage of this file, by its number.
    Stage(usize),
    /// An image.
    Image,
    /// A build context of that name, or it depends on a variable whose value is not known, or it is
    /// missing.
    Unknown,
}

/// Where an image or stage is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImagePlace {
    /// `FROM image`
    From,
    /// `COPY --from=image`
    CopyFrom,
    /// `RUN --mount=from=image`
    MountFrom,
}

/// One reference to an image or stage.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ImageUse<'a> {
    /// Index of the instruction.
    pub instruction: usize,
    /// Where it stands.
    pub place: ImagePlace,
    /// The reference as written.
    pub word: Word<'a>,
    /// The reference with variables expanded. Only `FROM` expands them.
    pub value: Value<'a>,
    /// What it refers to.
    pub base: Base,
}
