//! hadolint's own configuration, read where there is none of ours.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::finding::Severity;
use crate::rule::Maturity;
use crate::rules;

use super::file::{Type, text, yaml_error};
use super::select::Selector;
use super::{ConfigError, FailOn, Layer};

/// The keys that mean something here. hadolint ignores unknown ones, and so do we.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct File {
    #[serde(rename = "failure-threshold")]
    failure_threshold: Option<String>,
    ignored: Vec<String>,
    #[serde(rename = "override")]
    levels: Levels,
    #[serde(rename = "trustedRegistries")]
    trusted_registries: Option<Vec<String>>,
    #[serde(rename = "label-schema")]
    label_schema: Option<BTreeMap<String, Type>>,
    #[serde(rename = "strict-labels")]
    strict_labels: Option<bool>,
    #[serde(rename = "disable-ignore-pragma")]
    disable_ignore_pragma: Option<bool>,
    #[serde(rename = "no-fail")]
    no_fail: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Levels {
    error: Vec<String>,
    warning: Vec<String>,
    info: Vec<String>,
    style: Vec<String>,
}

/// Reads `.hadolint.yaml`. Codes that no rule here has are passed over: the file was written for
/// another program.
///
/// # Errors
/// It is no YAML, or a value has the wrong type.
pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Layer, ConfigError> {
    let text = text(path, bytes)?;
    let file: Option<File> =
        serde_yaml::from_str(text).map_err(|error| yaml_error(path, &error))?;
    let file = file.unwrap_or_default();
    let known = |codes: &[String]| -> Vec<Selector> {
        codes
            .iter()
            .filter_map(|code| rules::find(code))
            .map(Selector::Rule)
            .collect()
    };
    let mut layer = Layer {
        origin: path.to_owned(),
        ..Layer::default()
    };
    layer.ignore = known(&file.ignored);
    // Of several levels for one rule, the most severe wins: what comes later counts.
    let levels = [
        (Severity::Style, &file.levels.style),
        (Severity::Info, &file.levels.info),
        (Severity::Warning, &file.levels.warning),
        (Severity::Error, &file.levels.error),
    ];
    for (severity, codes) in levels {
        layer.severity.extend(
            known(codes)
                .into_iter()
                .map(|selector| (selector, severity)),
        );
    }
    // A level is hadolint's way to switch on a rule that is off by default.
    let off = |selector: &Selector| match selector {
        Selector::Rule(rule) => rule.meta.status == Maturity::OptIn,
        _ => false,
    };
    layer.extend_select = layer
        .severity
        .iter()
        .map(|(rule, _)| *rule)
        .filter(off)
        .collect();
    layer.trusted_registries = file.trusted_registries;
    layer.label_schema = file
        .label_schema
        .map(|schema| schema.into_iter().map(|(name, it)| (name, it.0)).collect());
    layer.strict_labels = file.strict_labels;
    layer.inline_ignores = file.disable_ignore_pragma.map(|disabled| !disabled);
    layer.fail_on = match file.failure_threshold.as_deref() {
        Some("ignore" | "none") => Some(FailOn::Style),
        Some(word) => Some(FailOn::read(word).ok_or_else(|| {
            ConfigError::new(path, None, format!("`{word}` is no failure threshold"))
        })?),
        None => None,
    };
    if file.no_fail == Some(true) {
        layer.fail_on = Some(FailOn::Never);
    }
    Ok(layer)
}
