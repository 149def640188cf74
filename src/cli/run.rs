//! `plimsoll check`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use plimsoll::config::FailOn;
use plimsoll::engine::{Workspace, check_all};
use plimsoll::finding::{Finding, Severity};
use plimsoll::report::{Format, Report};
use plimsoll::rules;
use plimsoll::text::Source;

use super::args::CheckArgs;
use super::configs::Configs;
use super::files::Files;
use super::host::Disk;
use super::progress::Progress;
use super::reach::Around;
use super::{Exit, Failure, baseline, files, output, reach, say};

/// Checks files and writes what was found.
pub(super) fn check(args: &CheckArgs) -> Result<Exit, Failure> {
    let mut configs = Configs::new(args)?;
    let stdin_name = args.stdin_name.as_deref();
    let mut files = files::collect(&named(args), stdin_name, &mut configs, args.quiet)?;
    for (name, reason) in &files.unreadable {
        say(&format!("plimsoll: {name}: {reason}"));
    }
    let paths = args.paths.iter().chain(&args.compose_file);
    let around = Around {
        host: &Disk,
        roots: reach::roots(paths.chain(&args.stdin_name).map(PathBuf::as_path)),
        stack: &args.compose_file,
        threads: args.threads(),
    };
    let count = files.sources.len();
    let workspace = around.workspace(&files, count);
    let wanted: Vec<_> = workspace.wanted().map(Path::to_owned).collect();
    let checked = if wanted.is_empty() {
        lint(&workspace, &files, &mut configs, args)?
    } else {
        drop(workspace);
        around.follow(&mut files, wanted);
        let workspace = around.workspace(&files, count);
        lint(&workspace, &files, &mut configs, args)?
    };
    report(args, &files, checked)
}

/// What is to be checked: what the arguments name, with the Compose files of a project.
fn named(args: &CheckArgs) -> Vec<PathBuf> {
    args.compose_file
        .iter()
        .chain(&args.paths)
        .cloned()
        .collect()
}

/// What was found, and how bad it must be to count.
struct Checked {
    findings: Vec<Finding>,
    /// For each text.
    fail_on: Vec<FailOn>,
}

fn lint(
    workspace: &Workspace<'_>,
    files: &Files,
    configs: &mut Configs,
    args: &CheckArgs,
) -> Result<Checked, Failure> {
    let mut linters = Vec::new();
    let mut numbers = Vec::with_capacity(files.paths.len());
    for path in &files.paths {
        numbers.push(configs.linter(path, &mut linters)?);
    }
    let of_file = |number: &usize| linters.get(*number);
    let jobs: Vec<_> = numbers.iter().filter_map(of_file).collect();
    let fail_on = jobs
        .iter()
        .map(|(_, config)| config.fail_on.value)
        .collect();
    let jobs: Vec<_> = jobs.into_iter().map(|(linter, _)| linter).collect();
    let progress = Progress::new(jobs.len(), args.quiet);
    let findings = check_all(workspace, &jobs, args.threads(), &|| progress.step());
    progress.end();
    Ok(Checked { findings, fail_on })
}

fn report(args: &CheckArgs, files: &Files, checked: Checked) -> Result<Exit, Failure> {
    let Checked { findings, fail_on } = checked;
    if let Some(path) = &args.write_baseline {
        let known = baseline::write(path, &findings, &files.sources)?;
        if !args.quiet {
            let known = count(known, "finding");
            say(&format!("{known} written to {}", path.display()));
        }
        return Ok(if files.unreadable.is_empty() {
            Exit::Clean
        } else {
            Exit::Usage
        });
    }
    let findings = match &args.baseline {
        Some(path) => compared(path, findings, &files.sources, args.quiet)?,
        None => findings,
    };
    let mut report = Report::new(&files.sources, findings);
    report.unreadable.clone_from(&files.unreadable);
    let sinks = output::sinks(&args.format, &args.output, Format::Pretty);
    output::write(&sinks, args.color.unwrap_or_default(), &report)?;
    if args.statistics {
        say(&statistics(&report));
    }
    if sinks.iter().any(|(format, _)| *format == Format::Pretty) && !args.quiet {
        say(&summary(&report));
    }
    let fails = |finding: &Finding| {
        let level = fail_on.get(finding.file);
        level.is_some_and(|level| level.includes(finding.severity))
    };
    Ok(
        if report
            .findings
            .iter()
            .any(|finding| finding.code == "DX0001")
        {
            Exit::Internal
        } else if !report.unreadable.is_empty() {
            Exit::Usage
        } else if report.findings.iter().any(fails) {
            Exit::Findings
        } else {
            Exit::Clean
        },
    )
}

/// The findings that a baseline does not know.
fn compared(
    path: &Path,
    findings: Vec<Finding>,
    sources: &[Source],
    quiet: bool,
) -> Result<Vec<Finding>, Failure> {
    let compared = baseline::compare(path, findings, sources)?;
    if compared.gone > 0 && !quiet {
        let path = path.display();
        let gone = count(compared.gone, "finding");
        let are = if compared.gone == 1 { "is" } else { "are" };
        say(&format!(
            "{gone} of {path} {are} no longer there; `--write-baseline {path}` forgets them"
        ));
    }
    Ok(compared.new)
}

/// One line on how it went.
fn summary(report: &Report<'_>) -> String {
    let files = count(report.sources.len(), "file");
    if report.findings.is_empty() {
        return format!("{files} checked, nothing found");
    }
    let levels = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "info"),
        (Severity::Style, "style"),
    ];
    let parts: Vec<_> = levels
        .iter()
        .map(|(severity, word)| (report.count(*severity), word))
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| match *word {
            "error" | "warning" => count(number, word),
            word => format!("{number} {word}"),
        })
        .collect();
    let code = report.findings.first().map_or("", |finding| finding.code);
    let parts = parts.join(", ");
    format!("{files} checked: {parts}; `plimsoll explain {code}` says more about a rule")
}

fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// A line for each rule, the most frequent first.
fn statistics(report: &Report<'_>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &report.findings {
        *counts.entry(finding.code).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    let lines = counts.iter().map(|(code, count)| {
        let name = rules::find(code).map_or("", |rule| rule.meta.name);
        format!("{count:>6}  {code}  {name}")
    });
    lines.collect::<Vec<_>>().join("\n")
}
