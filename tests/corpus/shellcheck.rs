//! Compares findings in shell scripts with those of ShellCheck, finding by finding.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use plimsoll::dockerfile;
use plimsoll::engine::Linter;
use plimsoll::facts::Facts;
use plimsoll::rules;
use plimsoll::shell::{Dialect, Script};
use plimsoll::text::{Language, Source};

/// Codes that are left out on purpose, as hadolint does: files that are sourced.
const EXCLUDED: &str = "SC1090,SC1091,SC2187";

/// Scripts that are checked in one call.
const BATCH: usize = 200;

#[derive(Default)]
struct Count {
    both: usize,
    ours: usize,
    theirs: usize,
}

/// One script as ShellCheck gets it.
struct Sample {
    file: usize,
    /// With the line that sets variables.
    text: String,
    header: usize,
    dialect: Dialect,
    /// For each byte of the script, its place in the file.
    places: Vec<u32>,
}

/// Prints for each code how often both find it at the same byte, and how often only one does.
/// `details` gets the places of the latter.
pub fn compare(
    program: &Path,
    files: &[PathBuf],
    texts: &[Vec<u8>],
    linter: &Linter,
    details: Option<&Path>,
) {
    let mut samples = Vec::new();
    let mut ours: BTreeSet<(usize, u32, String)> = BTreeSet::new();
    for (index, text) in texts.iter().enumerate() {
        let source = Source::new("Dockerfile", Language::Dockerfile, text.as_slice());
        let document = dockerfile::read(&source);
        if document.tree.refusal().is_some() {
            continue;
        }
        let facts = Facts::new(&document);
        for instruction in &document.tree.instructions {
            let scripts = facts.scripts(&document, instruction);
            samples.extend(scripts.iter().filter_map(|script| sample(index, script)));
        }
        for finding in linter.check(&source, 0) {
            if finding.code.starts_with("SC") {
                ours.insert((index, finding.span.start, finding.code.to_owned()));
            }
        }
    }
    let theirs = shellcheck(program, &samples);
    let known: HashSet<_> = rules::all().map(|rule| rule.meta.code).collect();
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut report = String::new();
    let mut note = |side: &str, (file, at, code): &(usize, u32, String)| {
        let source = Source::new("Dockerfile", Language::Dockerfile, texts[*file].as_slice());
        let place = source.position(*at);
        let line = source
            .text()
            .lines()
            .nth(place.line as usize)
            .unwrap_or_default();
        let name = files[*file].display();
        let column = place.column + 1;
        writeln!(
            report,
            "{code} {side} {name}:{}:{column}: {line}",
            place.line + 1
        )
        .unwrap();
    };
    for finding in &ours {
        let count = counts.entry(finding.2.clone()).or_default();
        if theirs.contains(finding) {
            count.both += 1;
        } else {
            count.ours += 1;
            note("ours", finding);
        }
    }
    for finding in theirs.difference(&ours) {
        counts.entry(finding.2.clone()).or_default().theirs += 1;
        note("theirs", finding);
    }
    if let Some(details) = details {
        std::fs::write(details, report).unwrap();
    }
    print(&counts, &known, samples.len());
}

fn print(counts: &BTreeMap<String, Count>, known: &HashSet<&str>, samples: usize) {
    let row = |name: &str, count: &Count, note: &str| {
        let (both, ours, theirs) = (count.both, count.ours, count.theirs);
        let share = |part: usize, rest: usize| {
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let (part, all) = (part as f64, (part + rest) as f64);
            if all > 0.0 { part / all } else { 1.0 }
        };
        let (precision, recall) = (share(both, ours), share(both, theirs));
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::EPSILON);
        println!(
            "{name:8} both {both:5} ours {ours:4} theirs {theirs:4}  P {precision:.4} R {recall:.4} F1 {f1:.4}{note}"
        );
    };
    let mut total = Count::default();
    let mut sorted: Vec<_> = counts.iter().collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(count.both + count.theirs));
    for (code, count) in sorted {
        let note = if known.contains(&**code) {
            ""
        } else {
            "  no rule"
        };
        row(code, count, note);
        total.both += count.both;
        total.ours += count.ours;
        total.theirs += count.theirs;
    }
    row("all", &total, "");
    println!("{samples} scripts");
}

fn sample(file: usize, script: &Script<'_>) -> Option<Sample> {
    let (text, header) = script.linted()?;
    let places = (0..=script.text.len())
        .map(|at| script.text.offset(at))
        .collect();
    Some(Sample {
        file,
        text: text.to_owned(),
        header,
        dialect: script.dialect,
        places,
    })
}

/// What ShellCheck finds: file, offset in the file, code.
fn shellcheck(program: &Path, samples: &[Sample]) -> BTreeSet<(usize, u32, String)> {
    let mut found = BTreeSet::new();
    let folder = std::env::temp_dir().join(format!("plimsoll-shellcheck-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut by_dialect: BTreeMap<&str, Vec<&Sample>> = BTreeMap::new();
    for sample in samples {
        let dialect = match sample.dialect {
            Dialect::Sh => "sh",
            Dialect::Dash => "dash",
            Dialect::Ash => "busybox",
            Dialect::Bash => "bash",
            Dialect::Ksh => "ksh",
            _ => continue,
        };
        by_dialect.entry(dialect).or_default().push(sample);
    }
    for (dialect, samples) in by_dialect {
        for batch in samples.chunks(BATCH) {
            let names: Vec<_> = (0..batch.len()).map(|index| index.to_string()).collect();
            for (name, sample) in names.iter().zip(batch) {
                std::fs::write(folder.join(name), &sample.text).unwrap();
            }
            let output = Command::new(program)
                .args([
                    "--norc", "-f", "json1", "-S", "style", "-e", EXCLUDED, "-s", dialect,
                ])
                .args(&names)
                .env_remove("SHELLCHECK_OPTS")
                .current_dir(&folder)
                .output()
                .unwrap();
            let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            for comment in report["comments"].as_array().unwrap() {
                let sample = &batch[comment["file"].as_str().unwrap().parse::<usize>().unwrap()];
                let number = |key: &str| usize::try_from(comment[key].as_u64().unwrap()).unwrap();
                let Some(at) = place(sample, number("line"), number("column")) else {
                    continue;
                };
                found.insert((sample.file, at, format!("SC{}", number("code"))));
            }
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
    found
}

/// The place in the file of a 1-based line and column, in characters, of the text.
fn place(sample: &Sample, line: usize, column: usize) -> Option<u32> {
    let start: usize = sample
        .text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let rest = &sample.text[start..];
    let column: usize = rest.chars().take(column - 1).map(char::len_utf8).sum();
    let at = (start + column).checked_sub(sample.header)?;
    sample.places.get(at).copied()
}
