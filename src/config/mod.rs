//! Configuration: which rules run, how severe they are, and what they need to know.
//!
//! A configuration is a stack of layers: defaults, files that extend each other, and the command
//! line. Each value knows the layer it comes from.

mod file;
mod hadolint;
mod load;
mod select;
mod word;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Deserializer};

use crate::finding::Severity;
use crate::rule::{LabelType, Maturity, OptionSpec, Options, Rule, Settings, buildkit};
use crate::rules;

pub use hadolint::HadolintSettings;
pub use load::{Found, find, load};
pub use select::Selector;

/// The origin of values that no layer gives.
const DEFAULT: &str = "default";

/// The least severe finding that makes the run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// Errors only.
    Error,
    /// Warnings and errors.
    Warning,
    /// All but style.
    Info,
    /// Every finding.
    Style,
    /// No finding.
    Never,
}

impl FailOn {
    /// All thresholds.
    pub const ALL: [Self; 5] = [
        Self::Error,
        Self::Warning,
        Self::Info,
        Self::Style,
        Self::Never,
    ];

    /// The word in configuration and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Style => "style",
            Self::Never => "never",
        }
    }

    /// Reads the word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// True if a finding of this severity makes the run fail.
    pub fn includes(self, severity: Severity) -> bool {
        let least = match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
            Self::Style => Severity::Style,
            Self::Never => return false,
        };
        severity <= least
    }
}

impl<'de> Deserialize<'de> for FailOn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word::word(deserializer, |word| {
            Self::read(word).ok_or_else(|| {
                format!("`{word}` is no threshold; use error, warning, info, style or never")
            })
        })
    }
}

/// One source of settings. What is absent leaves the layers below as they are.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// Where it comes from: a path, or `command line`.
    pub origin: String,
    /// Files to read below this one, relative to it.
    pub extends: Vec<String>,
    /// Rules in preview are on.
    pub preview: Option<bool>,
    /// Threshold of the exit status.
    pub fail_on: Option<FailOn>,
    /// Globs of files to leave out when folders are searched.
    pub exclude: Vec<String>,
    /// Comments in files may ignore rules.
    pub inline_ignores: Option<bool>,
    /// Only labels of the schema are allowed.
    pub strict_labels: Option<bool>,
    /// Labels that images must carry.
    pub label_schema: Option<BTreeMap<String, LabelType>>,
    /// Registries that images may come from.
    pub trusted_registries: Option<Vec<String>>,
    /// Build arguments by name.
    pub build_args: BTreeMap<String, String>,
    /// The stage that is built.
    pub target: Option<String>,
    /// The folder that is sent to the build.
    pub context: Option<PathBuf>,
    /// Only these rules run.
    pub select: Option<Vec<Selector>>,
    /// These rules run, too.
    pub extend_select: Vec<Selector>,
    /// These rules do not run.
    pub ignore: Vec<Selector>,
    /// Other severities; of several that match equally well, the last counts.
    pub severity: Vec<(Selector, Severity)>,
    /// Options by the code of the rule.
    pub options: BTreeMap<&'static str, serde_yaml::Value>,
    /// Differences for some files.
    pub overrides: Vec<Override>,
}

/// Differences for the files that match one of some globs.
#[derive(Clone, Debug, Default)]
pub struct Override {
    /// The globs, relative to the configuration file.
    pub files: Vec<String>,
    /// These rules run, too.
    pub extend_select: Vec<Selector>,
    /// These rules do not run.
    pub ignore: Vec<Selector>,
    /// Other severities.
    pub severity: Vec<(Selector, Severity)>,
    /// Options by the code of the rule.
    pub options: BTreeMap<&'static str, serde_yaml::Value>,
}

impl Override {
    fn as_layer(&self, origin: &str) -> Layer {
        Layer {
            origin: format!("{origin} (overrides for {})", self.files.join(", ")),
            extend_select: self.extend_select.clone(),
            ignore: self.ignore.clone(),
            severity: self.severity.clone(),
            options: self.options.clone(),
            ..Layer::default()
        }
    }
}

/// A value and the layer it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// `default`, a path, or `command line`.
    pub origin: String,
}

impl<T> Sourced<T> {
    fn default_value(value: T) -> Self {
        Self {
            value,
            origin: DEFAULT.to_owned(),
        }
    }

    fn set(&mut self, value: Option<T>, layer: &Layer) {
        if let Some(value) = value {
            *self = Self {
                value,
                origin: layer.origin.clone(),
            };
        }
    }
}

/// The configuration in effect.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Config {
    /// Threshold of the exit status.
    pub fail_on: Sourced<FailOn>,
    /// Rules in preview are on.
    pub preview: Sourced<bool>,
    /// Comments in files may ignore rules.
    pub inline_ignores: Sourced<bool>,
    /// Globs of files to leave out when folders are searched, each with its origin.
    pub exclude: Vec<Sourced<String>>,
    /// Labels that images must carry.
    pub label_schema: Sourced<BTreeMap<String, LabelType>>,
    /// Only labels of the schema are allowed.
    pub strict_labels: Sourced<bool>,
    /// Registries that images may come from.
    pub trusted_registries: Sourced<Vec<String>>,
    /// Build arguments by name.
    pub build_args: BTreeMap<String, Sourced<String>>,
    /// The stage that is built; all if there is none.
    pub target: Sourced<Option<String>>,
    /// The folder that is sent to the build; that of the Dockerfile if there is none.
    pub context: Sourced<Option<PathBuf>>,
    /// Whether each rule runs, by code.
    rules: BTreeMap<&'static str, RuleState>,
    layers: Vec<Layer>,
}

#[derive(Clone, Debug)]
struct RuleState {
    enabled: Sourced<bool>,
    severity: Sourced<Severity>,
    options: Sourced<Option<serde_yaml::Value>>,
}

impl Default for Config {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl Config {
    /// Stacks layers, the strongest last.
    pub fn new(layers: Vec<Layer>) -> Self {
        let mut config = Self {
            fail_on: Sourced::default_value(FailOn::Warning),
            preview: Sourced::default_value(false),
            inline_ignores: Sourced::default_value(true),
            exclude: Vec::new(),
            label_schema: Sourced::default_value(BTreeMap::new()),
            strict_labels: Sourced::default_value(false),
            trusted_registries: Sourced::default_value(Vec::new()),
            build_args: BTreeMap::new(),
            target: Sourced::default_value(None),
            context: Sourced::default_value(None),
            rules: BTreeMap::new(),
            layers: Vec::new(),
        };
        for layer in &layers {
            config.preview.set(layer.preview, layer);
            config.fail_on.set(layer.fail_on, layer);
            config.inline_ignores.set(layer.inline_ignores, layer);
            config.strict_labels.set(layer.strict_labels, layer);
            config.label_schema.set(layer.label_schema.clone(), layer);
            config
                .trusted_registries
                .set(layer.trusted_registries.clone(), layer);
            config.target.set(layer.target.clone().map(Some), layer);
            config.context.set(layer.context.clone().map(Some), layer);
            let origin = &layer.origin;
            for (name, value) in &layer.build_args {
                let value = Sourced {
                    value: value.clone(),
                    origin: origin.clone(),
                };
                config.build_args.insert(name.clone(), value);
            }
            let globs = layer.exclude.iter().cloned();
            config.exclude.extend(globs.map(|value| Sourced {
                value,
                origin: origin.clone(),
            }));
        }
        let preview = config.preview.value;
        for rule in rules::all() {
            config
                .rules
                .insert(rule.meta.code, state(rule, preview, &layers));
        }
        config.layers = layers;
        config
    }

    /// The same configuration with another layer on top.
    #[must_use]
    pub fn with(&self, layer: Layer) -> Self {
        let mut layers = self.layers.clone();
        layers.push(layer);
        Self::new(layers)
    }

    /// The configuration for one file, and a key that is equal for files with the same result.
    /// `matches` tells whether a glob, written in the file of this origin, matches it.
    pub fn for_file(&self, matches: &dyn Fn(&str, &str) -> bool) -> (Vec<usize>, Option<Self>) {
        let mut key = Vec::new();
        let mut layers = Vec::new();
        let mut number = 0;
        for layer in &self.layers {
            layers.push(layer.clone());
            for it in &layer.overrides {
                if it.files.iter().any(|glob| matches(glob, &layer.origin)) {
                    key.push(number);
                    layers.push(it.as_layer(&layer.origin));
                }
                number += 1;
            }
        }
        let config = if key.is_empty() {
            None
        } else {
            Some(Self::new(layers))
        };
        (key, config)
    }

    /// The severity of a rule's findings; `None` if it does not run.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        let state = self.rules.get(rule.meta.code)?;
        state.enabled.value.then_some(state.severity.value)
    }

    /// The severity of an experimental check of BuildKit that no layer speaks about: a file may
    /// switch it on.
    pub fn experimental(&self, rule: &Rule) -> Option<Severity> {
        let state = self.rules.get(rule.meta.code)?;
        let experimental = buildkit::of(rule.meta.upstream).is_some_and(|it| it.experimental);
        let untouched = !state.enabled.value && state.enabled.origin == DEFAULT;
        (experimental && untouched).then_some(state.severity.value)
    }

    /// Whether a rule runs, its severity, and where both come from.
    pub fn rule(&self, rule: &Rule) -> Option<(&Sourced<bool>, &Sourced<Severity>)> {
        let state = self.rules.get(rule.meta.code)?;
        Some((&state.enabled, &state.severity))
    }

    /// The options of a rule, decoded.
    pub fn options(&self, rule: &Rule, spec: OptionSpec) -> Options {
        let given = self
            .rules
            .get(rule.meta.code)
            .and_then(|state| state.options.value.clone());
        // Options were decoded once when the file was read, so that this cannot fail any more.
        given
            .and_then(|value| (spec.decode)(value).ok())
            .unwrap_or_else(|| (spec.default)())
    }

    /// The options of a rule as the configuration gives them, if it does.
    pub fn given_options(&self, rule: &Rule) -> Option<Sourced<serde_yaml::Value>> {
        let options = &self.rules.get(rule.meta.code)?.options;
        let value = options.value.clone()?;
        Some(Sourced {
            value,
            origin: options.origin.clone(),
        })
    }

    /// What rules need to know.
    pub fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        settings.label_schema.clone_from(&self.label_schema.value);
        settings.strict_labels = self.strict_labels.value;
        settings
            .trusted_registries
            .clone_from(&self.trusted_registries.value);
        let args = self.build_args.iter();
        settings.build.args = args
            .map(|(name, it)| (name.clone(), Some(it.value.clone())))
            .collect();
        settings.build.target.clone_from(&self.target.value);
        settings.context.clone_from(&self.context.value);
        settings
    }
}

/// What the layers make of a rule.
fn state(rule: &'static Rule, preview: bool, layers: &[Layer]) -> RuleState {
    let on = match rule.meta.status {
        Maturity::Stable => true,
        Maturity::Preview => preview,
        Maturity::OptIn => false,
    };
    let mut state = RuleState {
        enabled: Sourced::default_value(on),
        severity: Sourced::default_value(rule.meta.severity),
        options: Sourced::default_value(None),
    };
    for layer in layers {
        let exact = |list: &[Selector]| list.iter().map(|it| it.matches(rule)).max().unwrap_or(0);
        let selects = |list: &[Selector]| list.iter().any(|it| it.selects(rule, preview));
        if let Some(select) = &layer.select {
            state.enabled.set(Some(selects(select)), layer);
        }
        if selects(&layer.extend_select) {
            state.enabled.set(Some(true), layer);
        }
        let selected = exact(layer.select.as_deref().unwrap_or_default());
        let selected = selected.max(exact(&layer.extend_select));
        let ignored = exact(&layer.ignore);
        // In one layer the more exact word wins, and of two the one that ignores.
        if ignored > 0 && ignored >= selected {
            state.enabled.set(Some(false), layer);
        }
        let best = layer
            .severity
            .iter()
            .map(|(it, _)| it.matches(rule))
            .max()
            .unwrap_or(0);
        let level = layer
            .severity
            .iter()
            .rev()
            .find(|(it, _)| it.matches(rule) == best);
        if let Some((_, severity)) = level.filter(|_| best > 0) {
            state.severity.set(Some(*severity), layer);
        }
        state
            .options
            .set(layer.options.get(rule.meta.code).cloned().map(Some), layer);
    }
    state
}

/// A configuration that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub path: String,
    /// 1-based line and column.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
}

impl ConfigError {
    pub(crate) fn new(path: &str, place: Option<(usize, usize)>, message: String) -> Self {
        Self {
            path: path.to_owned(),
            place,
            message,
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some((line, column)) => {
                write!(f, "{}:{line}:{column}: {}", self.path, self.message)
            }
            None => write!(f, "{}: {}", self.path, self.message),
        }
    }
}

impl std::error::Error for ConfigError {}
