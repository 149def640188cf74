//! The check itself.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;

use plimsoll::config::{Config, FailOn, Layer, Selector};
use plimsoll::engine::{Linter, check_all};
use plimsoll::finding::Finding;
use plimsoll::project::NoHost;
use plimsoll::report::{Format, Report, Tool};
use plimsoll::text::{Language, Source};

use super::super::args::ColourChoice;
use super::super::files::reason;
use super::super::{Exit, Failure, output, say};
use super::args::Args;
use super::settings::Settings;

/// Does what hadolint does with these options.
pub(in crate::cli) fn run(args: &Args) -> Result<Exit, Failure> {
    if args.version {
        return version();
    }
    let settings = Settings::new(args)?;
    if settings.all.verbose == Some(true) {
        say(&settings.show());
    }
    if args.files.is_empty() {
        let message = "name a Dockerfile, or `-` for standard input";
        return Err(Failure::Usage(message.to_owned()));
    }
    let config = Config::new(vec![rules()?, settings.all.layer("hadolint's settings")]);
    let (sources, unreadable) = read(&args.files);
    for (name, reason) in &unreadable {
        say(&format!("hadolint: {name}: {reason}"));
    }
    let linter = Linter::new(&config);
    let jobs: Vec<_> = sources.iter().map(|source| (source, &linter)).collect();
    let threads = available_parallelism().map_or(1, usize::from);
    let mut findings = check_all(&jobs, &NoHost, threads, &|| {});
    let faults = take_faults(&mut findings, &sources);

    let mut report = Report::new(&sources, findings);
    report.tool = Tool::Hadolint;
    report.unreadable = unreadable;
    report.path.clone_from(&args.file_path_in_report);
    // Words that are no format were sorted out before.
    let words = settings.all.formats.iter();
    let formats: Vec<_> = words.filter_map(|word| Format::read(word)).collect();
    let colour = match settings.all.no_color {
        Some(true) => ColourChoice::Never,
        _ => ColourChoice::Auto,
    };
    let sinks = output::sinks(&formats, &args.output, Format::Tty);
    output::write(&sinks, colour, &report)?;

    // What is written for these services never fails.
    let quiet = sinks
        .iter()
        .any(|(format, _)| matches!(format, Format::Codacy | Format::Codeclimate));
    let fail_on = config.fail_on.value;
    let fails = |it: &Finding| fail_on.includes(it.severity) || it.code == "DL1000";
    let found = fail_on != FailOn::Never && !quiet && report.findings.iter().any(fails);
    Ok(if faults || found || !report.unreadable.is_empty() {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// Tools look for hadolint's words and take the first number behind them as its version.
fn version() -> Result<Exit, Failure> {
    let mut out = output::open(None)?;
    writeln!(
        out,
        "Haskell Dockerfile Linter {} compatible: Plimsoll {}",
        Tool::HADOLINT,
        env!("CARGO_PKG_VERSION"),
    )?;
    out.flush()?;
    Ok(Exit::Clean)
}

/// The rules that hadolint has, and its threshold.
fn rules() -> Result<Layer, Failure> {
    let family = |name: &str| Selector::read(name).map_err(Failure::Usage);
    Ok(Layer {
        origin: "hadolint's rules".to_owned(),
        select: Some(vec![family("DL")?, family("SC")?]),
        fail_on: Some(FailOn::Info),
        ..Layer::default()
    })
}

/// Reads files in their order, each as often as it is named. What cannot be read comes with the
/// reason.
fn read(paths: &[PathBuf]) -> (Vec<Source>, Vec<(String, String)>) {
    let mut sources = Vec::new();
    let mut unreadable = Vec::new();
    let mut stdin = false;
    for path in paths {
        let name = path.display().to_string();
        let result = if path.as_os_str() != "-" {
            read_file(path)
        } else if std::mem::replace(&mut stdin, true) {
            Err("standard input can be read only once".to_owned())
        } else {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut bytes);
            read.map(|_| bytes).map_err(|error| error.to_string())
        };
        match result {
            Ok(bytes) if bytes.len() > Source::MAX_LEN => {
                unreadable.push((name, "the file is too large".to_owned()));
            }
            Ok(bytes) => sources.push(Source::new(name, Language::Dockerfile, bytes)),
            Err(reason) => unreadable.push((name, reason)),
        }
    }
    (sources, unreadable)
}

fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    if path.is_dir() {
        return Err("this is a folder; name the files in it".to_owned());
    }
    std::fs::read(path).map_err(|error| reason(&error))
}

/// Takes out what is no finding for hadolint: files without instructions are fine, and a fault of
/// this program has no code there. True if there was one.
fn take_faults(findings: &mut Vec<Finding>, sources: &[Source]) -> bool {
    let mut faults = false;
    let bare: Vec<_> = sources.iter().map(is_bare).collect();
    findings.retain(|finding| {
        let code = finding.code;
        if !code.starts_with("DL") && !code.starts_with("SC") {
            let name = sources.get(finding.file).map_or("", Source::name);
            say(&format!("hadolint: {name}: {}", finding.message));
            faults = true;
            return false;
        }
        bare.get(finding.file) != Some(&true)
    });
    faults
}

/// True for a file of blank lines and comments.
fn is_bare(source: &Source) -> bool {
    let text = source.text().trim_start_matches('\u{feff}');
    let mut lines = text.lines().map(str::trim_start);
    lines.all(|line| line.is_empty() || line.starts_with('#'))
}
