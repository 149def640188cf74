//! The name under which this program speaks.

/// Services know findings by the name of the tool that reported them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Our own.
    #[default]
    Plimsoll,
    /// hadolint's, where this program stands in for it: what a service has stored goes on being
    /// known.
    Hadolint,
}

impl Tool {
    /// The version of hadolint whose options and formats are followed.
    pub const HADOLINT: &str = "2.15.1";

    /// The name in the formats of services.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Plimsoll => "plimsoll",
            Self::Hadolint => "Hadolint",
        }
    }

    /// The name as that of a command.
    pub(super) const fn command(self) -> &'static str {
        match self {
            Self::Plimsoll => "plimsoll",
            Self::Hadolint => "hadolint",
        }
    }

    /// Name and version for people.
    pub(super) fn title(self) -> String {
        let own = concat!("Plimsoll ", env!("CARGO_PKG_VERSION"));
        match self {
            Self::Plimsoll => own.to_owned(),
            Self::Hadolint => format!("{own}, compatible with hadolint {}", Self::HADOLINT),
        }
    }
}
