//! Settings that several rules share.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::dockerfile::BuildInputs;

/// What a label has to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelType {
    /// Any text.
    Text,
    /// An absolute URL.
    Url,
    /// A date and time after RFC 3339.
    Rfc3339,
    /// A semantic version.
    Semver,
    /// A Git commit: 7 or 40 hexadecimal digits.
    Hash,
    /// An SPDX licence identifier.
    Spdx,
    /// An e-mail address.
    Email,
}

impl LabelType {
    /// Reads the word of the configuration. An empty one means text.
    pub fn read(word: &str) -> Option<Self> {
        Some(match word {
            "" | "text" => Self::Text,
            "url" => Self::Url,
            "rfc3339" => Self::Rfc3339,
            "semver" => Self::Semver,
            "hash" => Self::Hash,
            "spdx" => Self::Spdx,
            "email" => Self::Email,
            _ => return None,
        })
    }

    /// The word of the configuration.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Url => "url",
            Self::Rfc3339 => "rfc3339",
            Self::Semver => "semver",
            Self::Hash => "hash",
            Self::Spdx => "spdx",
            Self::Email => "email",
        }
    }
}

/// Settings that several rules share, named as in hadolint's configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// Labels that every image must carry, and what they hold.
    pub label_schema: BTreeMap<String, LabelType>,
    /// Only labels of the schema are allowed.
    pub strict_labels: bool,
    /// Registries that images may come from, with `*` at either end. Empty: all.
    pub trusted_registries: Vec<String>,
    /// Arguments and target of the build.
    pub build: BuildInputs,
    /// The folder that is sent to the build; without it, that of the Dockerfile.
    pub context: Option<PathBuf>,
}
