//! hadolint's options.

use std::path::PathBuf;

use clap::Parser;
use plimsoll::config::{FailOn, HadolintSettings};
use plimsoll::finding::Severity;
use plimsoll::report::Format;
use plimsoll::rule::LabelType;

use super::super::args::choices;

/// Stand in for hadolint.
#[derive(Debug, Parser)]
#[command(
    about = "Stand in for hadolint: its options, its configuration, its formats",
    override_usage = "hadolint [OPTIONS] FILE...",
    after_help = "Exit status: 0 no finding at or above the threshold, 1 everything else. The \
        environment variables HADOLINT_... and NO_COLOR count as in hadolint.",
    disable_version_flag = true
)]
#[expect(clippy::struct_excessive_bools, reason = "a command line has switches")]
pub(in crate::cli) struct Args {
    /// Dockerfiles; `-` reads standard input
    pub files: Vec<PathBuf>,
    /// Show the version
    #[arg(long, short)]
    pub version: bool,
    /// Use this configuration file
    #[arg(long, short, value_name = "FILE", allow_hyphen_values = true)]
    pub config: Option<PathBuf>,
    /// Show this path instead of the file's in the formats checkstyle, codeclimate,
    /// gitlab_codeclimate, sonarqube and junit
    #[arg(long, value_name = "PATH", allow_hyphen_values = true)]
    pub file_path_in_report: Option<String>,
    /// Write to this file; `-` is standard output. The first output takes the first format, and so
    /// on
    #[arg(long, short, value_name = "FILE", allow_hyphen_values = true)]
    pub output: Vec<PathBuf>,
    /// Exit with 0 whatever is found
    #[arg(long)]
    pub no_fail: bool,
    /// No colours
    #[arg(long)]
    pub no_color: bool,
    /// Write the settings in effect to standard error
    #[arg(long, short = 'V')]
    pub verbose: bool,
    /// Format of the output: tty, json, checkstyle, codeclimate, gitlab_codeclimate, gnu, codacy,
    /// sonarqube, sarif or junit [default: tty]
    #[arg(long, short, value_name = "FORMAT", allow_hyphen_values = true, value_parser = format)]
    pub format: Vec<Format>,
    /// Make the findings of a rule errors
    #[arg(long, value_name = "CODE", allow_hyphen_values = true)]
    pub error: Vec<String>,
    /// Make the findings of a rule warnings
    #[arg(long, value_name = "CODE", allow_hyphen_values = true)]
    pub warning: Vec<String>,
    /// Make the findings of a rule infos
    #[arg(long, value_name = "CODE", allow_hyphen_values = true)]
    pub info: Vec<String>,
    /// Make the findings of a rule a matter of style
    #[arg(long, value_name = "CODE", allow_hyphen_values = true)]
    pub style: Vec<String>,
    /// Do not run a rule
    #[arg(long, value_name = "CODE", allow_hyphen_values = true)]
    pub ignore: Vec<String>,
    /// A registry that images may come from
    #[arg(long, value_name = "REGISTRY", allow_hyphen_values = true)]
    pub trusted_registry: Vec<String>,
    /// A label that images must carry, and what it holds: text, url, rfc3339, semver, hash, spdx or
    /// email
    #[arg(long, value_name = "NAME:TYPE", allow_hyphen_values = true, value_parser = label)]
    pub require_label: Vec<(String, LabelType)>,
    /// Allow only the required labels
    #[arg(long)]
    pub strict_labels: bool,
    /// Comments in files ignore nothing
    #[arg(long)]
    pub disable_ignore_pragma: bool,
    /// The mildest finding that makes the exit status 1: error, warning, info, style, ignore or
    /// none [default: info]
    #[arg(long, short = 't', value_name = "LEVEL", allow_hyphen_values = true)]
    #[arg(value_parser = threshold)]
    pub failure_threshold: Option<FailOn>,
}

impl Args {
    /// What the options say.
    pub(super) fn settings(&self) -> HadolintSettings {
        let levels = [
            (Severity::Error, &self.error),
            (Severity::Warning, &self.warning),
            (Severity::Info, &self.info),
            (Severity::Style, &self.style),
        ];
        let levels = levels
            .into_iter()
            .flat_map(|(severity, codes)| codes.iter().map(move |code| (severity, code.clone())));
        let registries = &self.trusted_registry;
        HadolintSettings {
            failure_threshold: self.failure_threshold,
            no_fail: self.no_fail.then_some(true),
            formats: self
                .format
                .iter()
                .map(|it| it.as_str().to_owned())
                .collect(),
            no_color: self.no_color.then_some(true),
            verbose: self.verbose.then_some(true),
            ignored: self.ignore.clone(),
            levels: levels.collect(),
            trusted_registries: (!registries.is_empty()).then(|| registries.clone()),
            label_schema: self.require_label.iter().cloned().collect(),
            strict_labels: self.strict_labels.then_some(true),
            disable_ignore_pragma: self.disable_ignore_pragma.then_some(true),
        }
    }
}

/// Reads a format of hadolint's.
pub(super) fn format(word: &str) -> Result<Format, String> {
    let formats = Format::ALL.into_iter().filter(|it| it.is_hadolints());
    let words: Vec<_> = formats.map(Format::as_str).collect();
    Format::read(word)
        .filter(|format| format.is_hadolints())
        .ok_or_else(|| format!("`{word}` is no format; {}", choices(&words)))
}

/// Reads `name` or `name:type`.
pub(super) fn label(text: &str) -> Result<(String, LabelType), String> {
    let (name, kind) = text.split_once(':').unwrap_or((text, ""));
    LabelType::read(kind)
        .map(|kind| (name.to_owned(), kind))
        .ok_or_else(|| format!("`{kind}` is no type of label"))
}

fn threshold(word: &str) -> Result<FailOn, String> {
    let words = ["error", "warning", "info", "style", "ignore", "none"];
    HadolintSettings::threshold(word).ok_or_else(|| choices(&words))
}
