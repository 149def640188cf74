//! hadolint's own configuration: read where there is none of ours, and when this program stands in
//! for hadolint.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use crate::finding::Severity;
use crate::rule::{LabelType, Maturity};
use crate::rules;
use crate::text::nearest;

use super::file::{Type, text, yaml_error};
use super::select::Selector;
use super::word::word;
use super::{ConfigError, FailOn, Layer};

/// hadolint's settings. Its file, its environment variables and its command line all give some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HadolintSettings {
    /// The mildest finding that makes the exit status 1.
    pub failure_threshold: Option<FailOn>,
    /// Findings do not change the exit status.
    pub no_fail: Option<bool>,
    /// Formats of output.
    pub formats: Vec<String>,
    /// No colours.
    pub no_color: Option<bool>,
    /// What is in effect is written to standard error.
    pub verbose: Option<bool>,
    /// Codes of rules that do not run.
    pub ignored: Vec<String>,
    /// Codes of rules with other severities.
    pub levels: Vec<(Severity, String)>,
    /// Registries that images may come from.
    pub trusted_registries: Option<Vec<String>>,
    /// Labels that images must carry.
    pub label_schema: BTreeMap<String, LabelType>,
    /// Only labels of the schema are allowed.
    pub strict_labels: Option<bool>,
    /// Comments in files ignore nothing.
    pub disable_ignore_pragma: Option<bool>,
}

/// The keys of the file. hadolint ignores others.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct File {
    #[serde(rename = "failure-threshold")]
    failure_threshold: Option<Threshold>,
    #[serde(rename = "no-fail")]
    no_fail: Option<bool>,
    format: Option<String>,
    #[serde(deserialize_with = "or_null")]
    formats: Vec<String>,
    #[serde(rename = "no-color")]
    no_color: Option<bool>,
    verbose: Option<bool>,
    #[serde(deserialize_with = "or_null")]
    ignored: Vec<String>,
    #[serde(rename = "override", deserialize_with = "or_null")]
    levels: Levels,
    #[serde(rename = "trustedRegistries")]
    trusted_registries: Option<Vec<String>>,
    #[serde(rename = "label-schema", deserialize_with = "or_null")]
    label_schema: BTreeMap<String, Type>,
    #[serde(rename = "strict-labels")]
    strict_labels: Option<bool>,
    #[serde(rename = "disable-ignore-pragma")]
    disable_ignore_pragma: Option<bool>,
}

/// The keys that a file may have.
const KEYS: [&str; 12] = [
    "failure-threshold",
    "no-fail",
    "format",
    "formats",
    "no-color",
    "verbose",
    "ignored",
    "override",
    "trustedRegistries",
    "label-schema",
    "strict-labels",
    "disable-ignore-pragma",
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Levels {
    #[serde(deserialize_with = "or_null")]
    error: Vec<String>,
    #[serde(deserialize_with = "or_null")]
    warning: Vec<String>,
    #[serde(deserialize_with = "or_null")]
    info: Vec<String>,
    #[serde(deserialize_with = "or_null")]
    style: Vec<String>,
}

/// A key without a value is as good as none.
fn or_null<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

#[derive(Debug)]
struct Threshold(FailOn);

impl<'de> Deserialize<'de> for Threshold {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, |word| {
            HadolintSettings::threshold(word)
                .map(Self)
                .ok_or_else(|| format!("`{word}` is no failure threshold"))
        })
    }
}

impl HadolintSettings {
    /// Reads a threshold. hadolint has two words for "every finding".
    pub fn threshold(word: &str) -> Option<FailOn> {
        match word {
            "ignore" | "none" => Some(FailOn::Style),
            "never" => None,
            word => FailOn::read(word),
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// It is no YAML, or a value has the wrong type.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, ConfigError> {
        let text = text(path, bytes)?;
        let file: Option<File> =
            serde_yaml::from_str(text).map_err(|error| yaml_error(path, &error))?;
        let file = file.unwrap_or_default();
        let levels = [
            (Severity::Error, file.levels.error),
            (Severity::Warning, file.levels.warning),
            (Severity::Info, file.levels.info),
            (Severity::Style, file.levels.style),
        ];
        let levels = levels
            .into_iter()
            .flat_map(|(severity, codes)| codes.into_iter().map(move |code| (severity, code)));
        let schema = file.label_schema.into_iter();
        Ok(Self {
            failure_threshold: file.failure_threshold.map(|it| it.0),
            no_fail: file.no_fail,
            formats: file.formats.into_iter().chain(file.format).collect(),
            no_color: file.no_color,
            verbose: file.verbose,
            ignored: file.ignored,
            levels: levels.collect(),
            trusted_registries: file.trusted_registries,
            label_schema: schema.map(|(name, it)| (name, it.0)).collect(),
            strict_labels: file.strict_labels,
            disable_ignore_pragma: file.disable_ignore_pragma,
        })
    }

    /// What is wrong with keys of a file that mean nothing.
    pub fn unknown_keys(bytes: &[u8]) -> Vec<String> {
        let text = text("", bytes).unwrap_or_default();
        let keys: BTreeMap<String, serde_yaml::Value> =
            serde_yaml::from_str(text).unwrap_or_default();
        let unknown = keys.into_keys().filter(|key| !KEYS.contains(&key.as_str()));
        unknown
            .map(|key| match nearest(&key, KEYS) {
                Some(similar) => format!("there is no key `{key}`; did you mean `{similar}`?"),
                None => format!("there is no key `{key}`"),
            })
            .collect()
    }

    /// These settings on top of weaker ones. Lists are joined, and of two types for a label the
    /// weaker one counts, as in hadolint.
    #[must_use]
    pub fn over(mut self, weaker: Self) -> Self {
        let registries = match (weaker.trusted_registries, self.trusted_registries) {
            (Some(mut weaker), Some(own)) => {
                weaker.extend(own);
                Some(weaker)
            }
            (weaker, own) => own.or(weaker),
        };
        self.label_schema.extend(weaker.label_schema);
        Self {
            failure_threshold: self.failure_threshold.or(weaker.failure_threshold),
            no_fail: self.no_fail.or(weaker.no_fail),
            formats: weaker.formats.into_iter().chain(self.formats).collect(),
            no_color: self.no_color.or(weaker.no_color),
            verbose: self.verbose.or(weaker.verbose),
            ignored: weaker.ignored.into_iter().chain(self.ignored).collect(),
            levels: weaker.levels.into_iter().chain(self.levels).collect(),
            trusted_registries: registries,
            label_schema: self.label_schema,
            strict_labels: self.strict_labels.or(weaker.strict_labels),
            disable_ignore_pragma: self.disable_ignore_pragma.or(weaker.disable_ignore_pragma),
        }
    }

    /// What the settings mean here. Codes that no rule has are passed over: they were written for
    /// another program.
    pub fn layer(&self, origin: &str) -> Layer {
        let known = |code: &String| rules::find(code).map(Selector::Rule);
        let mut levels = self.levels.clone();
        // Of several levels for one rule, the most severe wins: what comes later counts.
        levels.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
        let severity: Vec<_> = levels
            .iter()
            .filter_map(|(severity, code)| Some((known(code)?, *severity)))
            .collect();
        // A level is hadolint's way to switch on a rule that is off by default.
        let off = |selector: &Selector| match selector {
            Selector::Rule(rule) => rule.meta.status == Maturity::OptIn,
            _ => false,
        };
        let extend_select = severity.iter().map(|(rule, _)| *rule).filter(off).collect();
        let fail_on = match self.no_fail {
            Some(true) => Some(FailOn::Never),
            _ => self.failure_threshold,
        };
        let schema = &self.label_schema;
        Layer {
            origin: origin.to_owned(),
            ignore: self.ignored.iter().filter_map(known).collect(),
            extend_select,
            severity,
            trusted_registries: self.trusted_registries.clone(),
            label_schema: (!schema.is_empty()).then(|| schema.clone()),
            strict_labels: self.strict_labels,
            inline_ignores: self.disable_ignore_pragma.map(|disabled| !disabled),
            fail_on,
            ..Layer::default()
        }
    }
}
