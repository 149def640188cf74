//! What can be typed.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread::available_parallelism;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use plimsoll::config::{FailOn, Selector};
use plimsoll::dockerfile::read_check;
use plimsoll::report::Format;
use plimsoll::rule::buildkit::CHECK_ARGUMENT;

use super::hadolint;

/// A linter for Dockerfiles and Compose files.
#[derive(Debug, Parser)]
#[command(
    version,
    about = "A linter for Dockerfiles and Compose files",
    long_about = "Checks Dockerfiles and Compose files as Docker itself reads them.\n\n\
        Without a command, `check` is meant: `plimsoll Dockerfile compose.yaml` checks two files, \
        `plimsoll` all Dockerfiles and Compose files below the current folder, \
        `plimsoll - < Dockerfile` what comes in.",
    after_help = "Exit status: 0 no finding at or above the threshold, 1 findings, 2 wrong usage \
        or configuration or an unreadable file, 3 a fault of plimsoll.",
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub check: CheckArgs,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check files and folders; the default
    Check(Box<CheckArgs>),
    /// Say what a rule is about
    Explain(ExplainArgs),
    /// List all rules
    Rules(RulesArgs),
    /// Show the configuration in effect and where each value comes from
    Config(ConfigArgs),
    /// Serve an editor: the language server protocol on standard input and output
    Lsp(LspArgs),
    /// Stand in for hadolint: its options, its configuration, its formats
    Hadolint(Box<hadolint::Args>),
    /// Write what a shell reads to complete the command line
    #[command(hide = true)]
    Completions(CompletionsArgs),
    /// Write a page of the manual
    #[command(hide = true)]
    Man(ManArgs),
}

/// Arguments of `check`.
#[derive(Debug, Default, Parser)]
pub(super) struct CheckArgs {
    /// Files and folders; `-` reads standard input [default: the current folder]
    pub paths: Vec<PathBuf>,
    /// Use this configuration file, and no other
    #[arg(long, short, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Run only these rules: codes, names, families, categories, `all`
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selector)]
    pub select: Vec<Selector>,
    /// Run these rules, too
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selector)]
    pub extend_select: Vec<Selector>,
    /// Do not run these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = selector)]
    pub ignore: Vec<Selector>,
    /// Run rules that are still in preview
    #[arg(long)]
    pub preview: bool,
    /// Set a build argument; a name alone takes the value of the environment
    #[arg(long, value_name = "NAME[=VALUE]", value_parser = build_arg)]
    pub build_arg: Vec<BuildArg>,
    /// Judge the build of this stage
    #[arg(long, value_name = "STAGE")]
    pub target: Option<String>,
    /// The build context, where .dockerignore is [default: the folder of the Dockerfile]
    #[arg(long, value_name = "DIR")]
    pub context: Option<PathBuf>,
    /// Compose files that make one project, each on top of the one before
    #[arg(long, value_name = "FILE")]
    pub compose_file: Vec<PathBuf>,
    /// Leave out files that match, as in .gitignore
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// The name of what comes from standard input
    #[arg(long, value_name = "NAME")]
    pub stdin_name: Option<PathBuf>,
    /// The mildest finding that makes the exit status 1: error, warning, info, style or never
    /// [default: warning]
    #[arg(long, value_name = "LEVEL", value_parser = threshold)]
    pub fail_on: Option<FailOn>,
    /// Format of the output, once for each output: pretty, short, json, sarif, github, tty, gnu,
    /// checkstyle, codeclimate, gitlab_codeclimate, codacy, sonarqube or junit [default: pretty]
    #[arg(long, short, value_name = "FORMAT", value_parser = format)]
    pub format: Vec<Format>,
    /// Write to this file; `-` is standard output [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// Leave out the findings that this file knows
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write a file with all findings for `--baseline`, and report none
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub write_baseline: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: Option<ColourChoice>,
    /// Number of threads [default: one for each processor]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Say nothing but findings
    #[arg(long, short)]
    pub quiet: bool,
    /// Count the findings of each rule
    #[arg(long)]
    pub statistics: bool,
}

impl CheckArgs {
    /// How many threads there are to be.
    pub(super) fn threads(&self) -> usize {
        let given = self.jobs.or_else(|| available_parallelism().ok());
        given.map_or(1, usize::from)
    }
}

/// Arguments of `explain`.
#[derive(Debug, Parser)]
pub(super) struct ExplainArgs {
    /// Code or name of the rule, such as DL3059 or consecutive-run
    pub rule: String,
}

/// Arguments of `rules`.
#[derive(Debug, Parser)]
pub(super) struct RulesArgs {
    /// Format of the list
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: RulesFormat,
}

/// Arguments of `config`.
#[derive(Debug, Parser)]
pub(super) struct ConfigArgs {
    /// The file or folder whose configuration is meant [default: the current folder]
    pub path: Option<PathBuf>,
    /// Use this configuration file, and no other
    #[arg(long, short, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Arguments of `completions`.
#[derive(Debug, Parser)]
pub(super) struct CompletionsArgs {
    /// The shell
    pub shell: Shell,
}

/// Arguments of `man`.
#[derive(Debug, Parser)]
pub(super) struct ManArgs {
    /// The command that the page is about [default: the program]
    pub command: Option<String>,
}

/// Arguments of `lsp`.
#[derive(Debug, Parser)]
pub(super) struct LspArgs {
    /// Use this configuration file, and no other
    #[arg(long, short, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Run rules that are still in preview
    #[arg(long)]
    pub preview: bool,
    /// Talk over standard input and output, as it does anyway: some editors say so
    #[arg(long)]
    pub stdio: bool,
}

/// Formats of the list of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RulesFormat {
    /// A table
    Text,
    /// A JSON array
    Json,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourChoice {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A build argument. One that the environment does not have says nothing.
#[derive(Clone, Debug)]
pub(super) struct BuildArg {
    pub name: String,
    pub value: Option<String>,
}

fn build_arg(text: &str) -> Result<BuildArg, String> {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (text, std::env::var(text).ok()),
    };
    let checks = value.as_deref().filter(|_| name == CHECK_ARGUMENT);
    if let Some(Err((_, what))) = checks.map(read_check) {
        return Err(format!("the value has {what}"));
    }
    if name.is_empty() {
        return Err("it has no name".to_owned());
    }
    let name = name.to_owned();
    Ok(BuildArg { name, value })
}

fn selector(text: &str) -> Result<Selector, String> {
    Selector::read(text)
}

fn threshold(text: &str) -> Result<FailOn, String> {
    FailOn::read(text).ok_or_else(|| choices(FailOn::ALL.map(FailOn::as_str).as_slice()))
}

fn format(text: &str) -> Result<Format, String> {
    Format::read(text).ok_or_else(|| choices(Format::ALL.map(Format::as_str).as_slice()))
}

pub(super) fn choices(words: &[&str]) -> String {
    format!("use one of {}", words.join(", "))
}
