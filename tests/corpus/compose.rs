//! Compares what the Compose loader says of files with what we say.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use plimsoll::config::{Config, Layer, Selector};
use plimsoll::engine::{Linter, Workspace};
use plimsoll::finding::Severity;
use plimsoll::rules;
use plimsoll::text::{Language, Source};

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
    let linter = Linter::new(&Config::new(vec![Layer {
        select: Some(selected.map(Selector::Rule).collect()),
        preview: Some(true),
        inline_ignores: Some(false),
        ..Layer::default()
    }]));
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
        let sources = [Source::new("compose.yaml", Language::Compose, bytes)];
        let workspace = Workspace::alone(&sources);
        let mut errors = linter.check_in(&workspace, 0);
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
