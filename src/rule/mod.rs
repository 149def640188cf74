//! What a rule is.
//!
//! A rule is data: what its card says, which nodes it looks at, and a function for each. It holds
//! no state; what it needs to know of other instructions is in the model and in the facts.

mod anchors;
mod apt_lists;
mod before;
mod build_arguments;
mod build_contents;
mod build_images;
mod build_installs;
mod build_places;
mod build_secrets;
mod build_sources;
mod build_start;
pub mod buildkit;
mod caches;
mod card;
mod compose;
mod compose_addresses;
mod compose_builds;
mod compose_commands;
mod compose_conflicts;
mod compose_credentials;
mod compose_cycles;
mod compose_files;
mod compose_grammar;
mod compose_host;
mod compose_image_faults;
mod compose_images;
mod compose_mounts;
mod compose_network;
mod compose_ports;
mod compose_practice;
mod compose_project;
mod compose_published;
mod compose_rules;
mod compose_scripts;
mod compose_strings;
mod compose_survey;
mod compose_values;
mod cx;
mod daemons;
mod downloads;
mod edits;
mod entrypoint;
mod exec_form;
mod first_use;
mod groups;
mod image_contents;
mod images;
mod labels;
mod on;
mod packages;
mod places;
pub mod prelude;
mod repeats;
mod secret_files;
mod settings;
mod start;
mod style;
mod texts;
mod values;
mod variables;
mod voice;
mod yaml_edits;

use std::any::Any;

pub use card::{Category, FixKind, Maturity, Meta};
pub use compose::ComposeCx;
pub use compose_builds::{BuiltService, InlineDockerfile, inline_dockerfiles, shell_of_image};
pub use compose_scripts::{ServiceScript, service_scripts};
pub use cx::{Cx, File};
pub use on::On;
pub use settings::{LabelType, Settings};
pub use variables::VariableUse;

/// One rule.
pub struct Rule {
    /// What its card says.
    pub meta: Meta,
    /// What it looks at.
    pub on: &'static [On],
    /// How its options are read, if it has any.
    pub options: Option<OptionSpec>,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rule")
            .field("code", &self.meta.code)
            .finish_non_exhaustive()
    }
}

/// Options of a rule, decoded.
pub type Options = Box<dyn Any + Send + Sync>;

/// How the options of a rule are read from the configuration.
#[derive(Clone, Copy)]
pub struct OptionSpec {
    /// Decodes a mapping. `Err` says what is wrong with it.
    pub decode: fn(serde_yaml::Value) -> Result<Options, String>,
    /// The options where the configuration says nothing.
    pub default: fn() -> Options,
    /// The default as a mapping, for documentation and `plimsoll config`.
    pub show: fn() -> serde_yaml::Value,
}

/// Builds the reader of an options type.
pub const fn option_spec<T>() -> OptionSpec
where
    T: serde::de::DeserializeOwned + serde::Serialize + Default + Any + Send + Sync,
{
    OptionSpec {
        decode: |value| match serde_yaml::from_value::<T>(value) {
            Ok(options) => Ok(Box::new(options)),
            Err(error) => Err(error.to_string()),
        },
        default: || Box::new(T::default()),
        show: || serde_yaml::to_value(T::default()).unwrap_or_default(),
    }
}

/// Declares the rule of a module: its code, and the nodes it looks at, each with a function.
///
/// The card is the file `CODE.md` beside the module.
#[macro_export]
macro_rules! rule {
    ($code:ident, on: [$($hook:expr),* $(,)?] $(, options: $options:ty)?) => {
        #[doc = concat!("The rule ", stringify!($code), ".")]
        pub(super) static RULE: $crate::rule::Rule = $crate::rule::Rule {
            meta: $crate::rule::Meta::read(
                stringify!($code),
                include_str!(concat!(stringify!($code), ".md")),
            ),
            on: {
                #[allow(unused_imports, reason = "some hooks take no name")]
                use $crate::rule::On::*;
                &[$($hook),*]
            },
            options: $crate::rule!(@options $($options)?),
        };
    };
    (@options) => { None };
    (@options $options:ty) => { Some($crate::rule::option_spec::<$options>()) };
}
