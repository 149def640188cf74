//! The file `.plimsoll.yaml`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::finding::Severity;
use crate::rule::{LabelType, OptionSpec, Rule};
use crate::text::nearest;

use super::select::Selector;
use super::word::word;
use super::{ConfigError, FailOn, Layer, Override};

/// Largest configuration that is read. The YAML library takes quadratic time for deep nesting.
pub(super) const MAX_LEN: usize = 64 * 1024;

/// The keys of a configuration file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct File {
    extends: OneOrMore,
    preview: Option<bool>,
    fail_on: Option<FailOn>,
    exclude: Vec<String>,
    inline_ignores: Option<bool>,
    strict_labels: Option<bool>,
    label_schema: Option<BTreeMap<String, Type>>,
    trusted_registries: Option<Vec<String>>,
    build_args: BTreeMap<String, String>,
    target: Option<String>,
    context: Option<PathBuf>,
    select: Option<Vec<Selector>>,
    extend_select: Vec<Selector>,
    ignore: Vec<Selector>,
    severity: Levels,
    rules: RuleOptions,
    overrides: Vec<OverrideFile>,
}

/// The keys of one entry of `overrides`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct OverrideFile {
    files: Vec<String>,
    #[serde(default)]
    extend_select: Vec<Selector>,
    #[serde(default)]
    ignore: Vec<Selector>,
    #[serde(default)]
    severity: Levels,
    #[serde(default)]
    rules: RuleOptions,
}

/// Reads a configuration file.
///
/// # Errors
/// It is too large, no YAML, or has a key, rule or value that is not known.
pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Layer, ConfigError> {
    let text = text(path, bytes)?;
    if text.trim().is_empty() || text.lines().all(is_comment_or_blank) {
        return Ok(Layer {
            origin: path.to_owned(),
            ..Layer::default()
        });
    }
    let file: File = serde_yaml::from_str(text).map_err(|error| yaml_error(path, &error))?;
    let label_schema = file.label_schema.map(|schema| {
        schema
            .into_iter()
            .map(|(name, kind)| (name, kind.0))
            .collect()
    });
    Ok(Layer {
        origin: path.to_owned(),
        extends: file.extends.0,
        preview: file.preview,
        fail_on: file.fail_on,
        exclude: file.exclude,
        inline_ignores: file.inline_ignores,
        strict_labels: file.strict_labels,
        label_schema,
        trusted_registries: file.trusted_registries,
        build_args: file.build_args,
        target: file.target,
        context: file.context.map(|it| beside(path, &it)),
        select: file.select,
        extend_select: file.extend_select,
        ignore: file.ignore,
        severity: file.severity.0,
        options: file.rules.0,
        overrides: file
            .overrides
            .into_iter()
            .map(OverrideFile::into_override)
            .collect(),
    })
}

/// A path that is written in the file at `path`.
fn beside(path: &str, other: &Path) -> PathBuf {
    match Path::new(path).parent() {
        Some(folder) => folder.join(other),
        None => other.to_owned(),
    }
}

fn is_comment_or_blank(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// The text of a configuration file, within bounds.
pub(super) fn text<'b>(path: &str, bytes: &'b [u8]) -> Result<&'b str, ConfigError> {
    if bytes.len() > MAX_LEN {
        let message = format!("the file has more than {MAX_LEN} bytes");
        return Err(ConfigError::new(path, None, message));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        ConfigError::new(path, Some((line, 1)), "this is no UTF-8".to_owned())
    })
}

impl OverrideFile {
    fn into_override(self) -> Override {
        Override {
            files: self.files,
            extend_select: self.extend_select,
            ignore: self.ignore,
            severity: self.severity.0,
            options: self.rules.0,
        }
    }
}

/// An error of the YAML library, with its place and a suggestion for a misspelt key.
pub(super) fn yaml_error(path: &str, error: &serde_yaml::Error) -> ConfigError {
    let place = error.location().map(|place| (place.line(), place.column()));
    let mut message = error.to_string();
    if let Some(place) = message.rfind(" at line ") {
        message.truncate(place);
    }
    if let Some((before, rest)) = message.split_once("unknown field `") {
        let (field, expected) = rest.split_once('`').unwrap_or((rest, ""));
        // The library lists the keys between backticks.
        let keys: Vec<_> = expected.split('`').skip(1).step_by(2).collect();
        let advice = match nearest(field, keys.iter().copied()) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => format!("known are {}", keys.join(", ")),
        };
        message = format!("{before}there is no key `{field}`; {advice}");
    }
    ConfigError::new(path, place, message)
}

#[derive(Debug)]
pub(super) struct Type(pub LabelType);

impl<'de> Deserialize<'de> for Type {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, |word| {
            LabelType::read(word).map(Type).ok_or_else(|| {
                format!(
                    "`{word}` is no type of label; \
                     use text, url, rfc3339, semver, hash, spdx or email"
                )
            })
        })
    }
}

/// A path, or a list of paths.
#[derive(Debug, Default)]
struct OneOrMore(Vec<String>);

impl<'de> Deserialize<'de> for OneOrMore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a path or a list of paths")]
        enum Either {
            One(String),
            More(Vec<String>),
        }
        Ok(Self(match Either::deserialize(deserializer)? {
            Either::One(path) => vec![path],
            Either::More(paths) => paths,
        }))
    }
}

/// `severity:` a mapping from selectors to `error`, `warning`, `info` or `style`.
#[derive(Debug, Default)]
struct Levels(Vec<(Selector, Severity)>);

impl<'de> Deserialize<'de> for Levels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LevelsVisitor;
        impl<'de> Visitor<'de> for LevelsVisitor {
            type Value = Levels;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a mapping from rules to severities")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Levels, A::Error> {
                let mut levels = Vec::new();
                while let Some(selector) = map.next_key::<Selector>()? {
                    levels.push((selector, map.next_value::<Level>()?.0));
                }
                Ok(Levels(levels))
            }
        }
        deserializer.deserialize_map(LevelsVisitor)
    }
}

/// One severity.
struct Level(Severity);

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, |word| {
            Severity::read(word).map(Level).ok_or_else(|| {
                format!("`{word}` is no severity; use error, warning, info or style")
            })
        })
    }
}

/// A rule that has options.
struct Configurable(&'static Rule, OptionSpec);

impl<'de> Deserialize<'de> for Configurable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, |name| match Selector::read(name)? {
            Selector::Rule(rule) => match rule.options {
                Some(spec) => Ok(Self(rule, spec)),
                None => Err(format!("the rule {} has no options", rule.meta.code)),
            },
            _ => Err(format!("`{name}` is a group, options go to a rule")),
        })
    }
}

/// `rules:` a mapping from rules to their options.
#[derive(Debug, Default)]
struct RuleOptions(BTreeMap<&'static str, serde_yaml::Value>);

impl<'de> Deserialize<'de> for RuleOptions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OptionsVisitor;
        impl<'de> Visitor<'de> for OptionsVisitor {
            type Value = RuleOptions;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a mapping from rules to their options")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RuleOptions, A::Error> {
                let mut options = BTreeMap::new();
                while let Some(Configurable(rule, spec)) = map.next_key()? {
                    let code = rule.meta.code;
                    let value: serde_yaml::Value = map.next_value()?;
                    (spec.decode)(value.clone())
                        .map_err(|error| A::Error::custom(format!("{code}: {error}")))?;
                    options.insert(code, value);
                }
                Ok(RuleOptions(options))
            }
        }
        deserializer.deserialize_map(OptionsVisitor)
    }
}
