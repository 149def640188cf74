//! Compares what the Compose loader says of files with what we say.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use plimsoll::config::{Config, Layer, Selector};
use plimsoll::engine::Linter;
use plimsoll::engine::fix::fix_all;
use plimsoll::finding::{Applicability, Severity};
use plimsoll::rules;
use plimsoll::text::{Language, Source};
use plimsoll::yaml;

use super::invariants::{Mutator, hold_compose};

/// Folders with files that are Compose files by themselves: no templates, no parts of others.
const WHOLE: [&str; 3] = ["spec", "v1", "versioned"];

/// Classes of refusals that have nothing to do with the file itself.
const OUTSIDE: [&str; 1] = ["missing-file"];

/// `verdicts`: lines of JSON with `file`, `accept`, `class` and `says`. The rules whose codes begin
/// with `PLIMSOLL_SELECT`, or else with `CP1`, are compared: their errors are to be on the files
/// that the loader refuses, and only there.
pub fn compare(root: &Path, verdicts: &Path) {
    let prefix = std::env::var("PLIMSOLL_SELECT").unwrap_or_else(|_| "CP1".to_owned());
    let selected = rules::all().filter(|rule| rule.meta.code.starts_with(&prefix));
    let config = Config::new(vec![Layer {
        select: Some(selected.map(Selector::Rule).collect()),
        preview: Some(true),
        inline_ignores: Some(false),
        ..Layer::default()
    }]);
    let linter = Linter::new(&config);
    let mut texts = Vec::new();
    let mut fixed = 0;
    let mut table: BTreeMap<(String, bool), Vec<String>> = BTreeMap::new();
    let verdicts = std::fs::read_to_string(verdicts).unwrap();
    for line in verdicts.lines() {
        let verdict: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = verdict["file"].as_str().unwrap();
        if !WHOLE.iter().any(|folder| name.starts_with(folder)) {
            continue;
        }
        let path: PathBuf = root.join(name);
        let bytes = std::fs::read(&path).unwrap();
        // The loader was given it under this name.
        let sources = [Source::new(
            "compose.yaml",
            Language::Compose,
            bytes.as_slice(),
        )];
        let mut errors = hold_compose(&linter, &bytes);
        fixed += usize::from(fix(&config, &sources[0], errors.len()));
        texts.push(bytes.clone());
        errors.retain(|finding| finding.severity == Severity::Error);
        let ours = errors.first().map(|first| {
            let line = sources[0].position(first.span.start).line + 1;
            format!("{line} {} {}", first.code, first.message)
        });
        let says = verdict["says"].as_str().unwrap_or_default();
        let reason = reason(&verdict);
        table
            .entry((reason, ours.is_some()))
            .or_default()
            .push(format!(
                "{name}: ours: {} | loader: {}",
                ours.unwrap_or_default(),
                says.chars().take(160).collect::<String>()
            ));
    }
    println!("{} files, {fixed} of them with fixes", texts.len());
    mutated(&config, &texts);
    for ((reason, refused), files) in &table {
        let ours = if *refused { "an error" } else { "none" };
        println!("{reason:<24} ours: {ours:<9} {}", files.len());
        let is_outside = OUTSIDE.contains(&reason.as_str()) || reason == "unset variable";
        if (reason == "accepted") == *refused && !is_outside {
            for file in files {
                println!("    {file}");
            }
        }
    }
}

/// Checks as many mutated files as `PLIMSOLL_MUTATIONS` says.
fn mutated(config: &Config, texts: &[Vec<u8>]) {
    let count = std::env::var("PLIMSOLL_MUTATIONS");
    let count = count.ok().and_then(|it| it.parse().ok()).unwrap_or(0);
    let linter = Linter::new(config);
    let mut mutator = Mutator::new(0x2545_f491_4f6c_dd1d);
    for _ in 0..count {
        let text = mutator.mutate(texts);
        let findings = hold_compose(&linter, &text);
        let source = Source::new("compose.yaml", Language::Compose, text.as_slice());
        fix(config, &source, findings.len());
    }
    println!("invariants hold for {count} mutated files");
}

/// Applies all fixes to a file. True if there were any. Prints what is worse afterwards: the file is
/// further from YAML, or there is no less to say.
fn fix(config: &Config, source: &Source, findings: usize) -> bool {
    let text = fix_all(config, source, Applicability::Unsafe);
    if text == source.text() {
        return false;
    }
    let problems = |text: &str| yaml::read(text).problems.len();
    let is_broken = problems(&text) > problems(source.text());
    let after = hold_compose(&Linter::new(config), text.as_bytes());
    if is_broken || after.len() >= findings {
        let codes: Vec<_> = after.iter().map(|it| it.code).collect();
        println!("fixes: {findings} findings, then {codes:?}, broken: {is_broken}");
        if is_broken || std::env::var_os("PLIMSOLL_DETAILS").is_some() {
            println!("--- before\n{}\n--- after\n{text}", source.text());
        }
    }
    true
}

/// Why the loader refuses a file: its class, divided by what it says.
fn reason(verdict: &serde_json::Value) -> String {
    let says = verdict["says"].as_str().unwrap_or_default();
    let class = verdict["class"].as_str().unwrap_or("accepted");
    // Without the variables that the files are made for, values are empty.
    let unset = [
        "'' does not match pattern",
        "is missing a value",
        "no port specified: ",
        "empty section between colons",
        "invalid boolean: ",
        "parsing \"\"",
        "invalid size: ''",
    ];
    if unset.iter().any(|it| says.contains(it)) {
        return "unset variable".to_owned();
    }
    let references = ["undefined", "cycle", "profile"];
    if class == "consistency" && references.iter().any(|it| says.contains(it)) {
        return "consistency: reference".to_owned();
    }
    class.to_owned()
}
