//! Compares findings of BuildKit's checks with what BuildKit itself says.
//!
//! Both are reduced to file, check and line. BuildKit's line is the first one of an instruction, so
//! ours is that of the instruction around the finding.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use plimsoll::dockerfile::{self, Dockerfile};
use plimsoll::engine::Linter;
use plimsoll::rule::buildkit;
use plimsoll::rules;
use plimsoll::text::{Language, Source};

/// BuildKit found it before it stopped at an error, as far as this check goes.
const BEFORE_ERRORS: &str = "InvalidDefaultArgInFrom";

/// It names the last line of an instruction.
const AT_THE_END: &str = "NoEmptyContinuation";

#[derive(Default)]
struct Count {
    both: usize,
    ours: usize,
    theirs: usize,
    refused: usize,
}

/// Prints for each check how often both find it at the same line, and how often only one does.
/// `verdicts` has a line of JSON for each file: its name below `root`, `accept`, and `checks`, a
/// list of check and line. `details` gets the differences. What BuildKit finds where it then refuses
/// the instruction is counted apart: there, our finding is the refusal.
pub fn compare(root: &Path, verdicts: &Path, linter: &Linter, details: Option<&Path>) {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut report = String::new();
    let mut files = 0;
    for line in std::fs::read_to_string(verdicts).unwrap().lines() {
        let verdict: serde_json::Value = serde_json::from_str(line).unwrap();
        if !verdict["accept"].as_bool().unwrap() {
            continue;
        }
        let stopped = verdict["check_stopped"].as_bool().unwrap_or(false);
        let counts_here = |check: &str| !stopped || check == BEFORE_ERRORS;
        let name = verdict["file"].as_str().unwrap();
        let bytes = std::fs::read(root.join(name)).unwrap();
        // Comments for other linters do not speak to BuildKit.
        let text = String::from_utf8_lossy(&bytes).replace("hadolint ", "xxxxxxxx ");
        let source = Source::new(name, Language::Dockerfile, text);
        let theirs: BTreeSet<(&str, u64)> = verdict["checks"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter()
            .map(|it| (it[0].as_str().unwrap(), it[1].as_u64().unwrap()))
            .filter(|(check, _)| counts_here(check))
            .collect();
        let refused = refused(&source);
        let mut ours = found(linter, &source);
        ours.retain(|(check, _)| counts_here(check));
        files += usize::from(!stopped);
        let text = |line: u64| {
            let mut lines = source.text().lines();
            lines.nth(usize::try_from(line).unwrap() - 1).unwrap_or("")
        };
        for (check, line) in ours.union(&theirs) {
            let name_of = buildkit::find(check).map_or("unknown", |check| check.name);
            let count = counts.entry(name_of).or_default();
            let here = (*check, *line);
            let side = match (ours.contains(&here), theirs.contains(&here)) {
                (true, true) => {
                    count.both += 1;
                    continue;
                }
                (true, false) => {
                    count.ours += 1;
                    "ours"
                }
                _ if refused.contains(line) => {
                    count.refused += 1;
                    continue;
                }
                _ => {
                    count.theirs += 1;
                    "theirs"
                }
            };
            writeln!(report, "{check} {side} {name}:{line}: {}", text(*line)).unwrap();
        }
    }
    if let Some(details) = details {
        std::fs::write(details, report).unwrap();
    }
    let heads = ["both", "ours", "theirs", "DL1000"];
    println!(
        "{:<32} {}",
        "check",
        heads.map(|it| format!("{it:>6}")).join(" ")
    );
    for check in buildkit::CHECKS {
        let count = counts.remove(check.name).unwrap_or_default();
        let numbers = [count.both, count.ours, count.theirs, count.refused];
        println!(
            "{:<32} {}",
            check.name,
            numbers.map(|it| format!("{it:>6}")).join(" ")
        );
    }
    println!("{files} files");
}

/// Lines of instructions that Docker refuses.
fn refused(source: &Source) -> BTreeSet<u64> {
    let tree = dockerfile::read(source).tree;
    let line = |at: u32| u64::from(source.position(start_of(&tree, at)).line) + 1;
    let problems = tree.problems.iter();
    problems.map(|problem| line(problem.span.start)).collect()
}

/// Start of the instruction around an offset.
fn start_of(tree: &Dockerfile<'_>, at: u32) -> u32 {
    let mut around = tree.instructions.iter();
    around
        .find(|it| it.span.start <= at && at <= it.span.end)
        .map_or(at, |it| it.span.start)
}

/// Our findings as check and line.
fn found<'a>(linter: &Linter, source: &Source) -> BTreeSet<(&'a str, u64)> {
    let tree = dockerfile::read(source).tree;
    let mut found = BTreeSet::new();
    for finding in linter.check(source, 0) {
        let rule = rules::find(finding.code);
        let Some(check) = rule.and_then(|rule| buildkit::of(rule.meta.upstream)) else {
            continue;
        };
        let at = finding.span.start;
        let start = if check.name == AT_THE_END {
            at
        } else {
            start_of(&tree, at)
        };
        found.insert((check.name, u64::from(source.position(start).line) + 1));
    }
    found
}
