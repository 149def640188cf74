//! `plimsoll config`: the configuration in effect, as YAML with remarks.

use std::io::Write;
use std::path::Path;

use plimsoll::config::{Config, Sourced};
use plimsoll::rules;

use super::args::{CheckArgs, ConfigArgs};
use super::configs::Configs;
use super::{Exit, Failure, output};

/// Shows the configuration for a path.
pub(super) fn config(args: &ConfigArgs) -> Result<Exit, Failure> {
    let check = CheckArgs {
        config: args.config.clone(),
        ..CheckArgs::default()
    };
    let path = args.path.as_deref().unwrap_or(Path::new("."));
    let config = Configs::new(&check)?.config(path)?;
    let mut out = output::open(None)?;
    let mut line = |key: &str, value: &str, origin: &str| {
        writeln!(out, "{:<40} # {origin}", format!("{key}: {value}"))
    };
    line(
        "fail-on",
        config.fail_on.value.as_str(),
        &config.fail_on.origin,
    )?;
    let switches = [
        ("preview", &config.preview),
        ("inline-ignores", &config.inline_ignores),
        ("strict-labels", &config.strict_labels),
    ];
    for (key, value) in switches {
        line(key, &value.value.to_string(), &value.origin)?;
    }
    let registries = &config.trusted_registries;
    line(
        "trusted-registries",
        &list(&registries.value),
        &registries.origin,
    )?;
    let schema = &config.label_schema;
    let labels: Vec<_> = schema
        .value
        .iter()
        .map(|(name, kind)| format!("{}: {}", quoted(name), kind.as_str()))
        .collect();
    line(
        "label-schema",
        &format!("{{{}}}", labels.join(", ")),
        &schema.origin,
    )?;
    let mut origins: Vec<_> = config.exclude.iter().map(|glob| &glob.origin).collect();
    origins.dedup();
    let globs: Vec<_> = config
        .exclude
        .iter()
        .map(|glob| glob.value.clone())
        .collect();
    let origins: Vec<_> = origins.into_iter().map(String::as_str).collect();
    let origin = if origins.is_empty() {
        "default".to_owned()
    } else {
        origins.join(", ")
    };
    line("exclude", &list(&globs), &origin)?;
    build(&config, &mut out)?;
    writeln!(out, "severity:")?;
    for rule in rules::all() {
        if let Some((enabled, severity)) = config.rule(rule).filter(|(enabled, _)| enabled.value) {
            let line = format!("  {}: {}", rule.meta.code, severity.value.as_str());
            writeln!(
                out,
                "{line:<40} # {}, {}",
                rule.meta.name,
                origin_of(enabled, severity)
            )?;
        }
    }
    writeln!(out, "ignore:")?;
    for rule in rules::all() {
        if let Some((enabled, _)) = config.rule(rule).filter(|(enabled, _)| !enabled.value) {
            let line = format!("  - {}", rule.meta.code);
            writeln!(out, "{line:<40} # {}, {}", rule.meta.name, enabled.origin)?;
        }
    }
    out.flush()?;
    Ok(Exit::Clean)
}

/// What the configuration says about the build.
fn build(config: &Config, out: &mut dyn Write) -> Result<(), Failure> {
    if !config.build_args.is_empty() {
        writeln!(out, "build-args:")?;
    }
    for (name, value) in &config.build_args {
        let text = format!("  {}: {}", quoted(name), quoted(&value.value));
        writeln!(out, "{text:<40} # {}", value.origin)?;
    }
    let context = config.context.value.as_ref();
    let context = context.map(|path| path.display().to_string());
    let lines = [
        ("target", config.target.value.clone(), &config.target.origin),
        ("context", context, &config.context.origin),
    ];
    for (key, value, origin) in lines {
        if let Some(value) = value {
            let text = format!("{key}: {}", quoted(&value));
            writeln!(out, "{text:<40} # {origin}")?;
        }
    }
    Ok(())
}

/// Where a rule's state comes from: the layer that is not the default, or both.
fn origin_of<A, B>(enabled: &Sourced<A>, severity: &Sourced<B>) -> String {
    match (enabled.origin.as_str(), severity.origin.as_str()) {
        (one, other) if one == other => one.to_owned(),
        (one, "default") => one.to_owned(),
        ("default", other) => other.to_owned(),
        (one, other) => format!("{one} and {other}"),
    }
}

fn list(items: &[String]) -> String {
    let items: Vec<_> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

/// The text as a YAML string.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
