//! Runs over a folder of real files, given by `PLIMSOLL_CORPUS`. Without it there is nothing to do.
//!
//! Lints every file with every rule and checks what must hold for each, and reports slow files. Then
//! every prefix of 200 of them, and as many mutated files as `PLIMSOLL_MUTATIONS` says. With `PLIMSOLL_VERDICTS`, lines of JSON with
//! `file`, `accept`, `line` and `phase`, it also compares what Docker says with what we say. With
//! `PLIMSOLL_SHELLCHECK`, the path of that program, it only compares findings in shell scripts with
//! it, and with `PLIMSOLL_BUILDKIT`, lines of JSON with what BuildKit's checks say, findings of
//! these; the differences go to the file that `PLIMSOLL_DETAILS` names.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::format_push_string,
    unreachable_pub,
    reason = "a test that panics has failed, and says so"
)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use plimsoll::config::{Config, Layer, Selector};
use plimsoll::dockerfile;
use plimsoll::engine::Linter;
use plimsoll::text::{Language, Phase, Source};

mod buildkit;
mod compose;
#[path = "../shared/invariants.rs"]
mod invariants;
mod shellcheck;

use invariants::{Mutator, hold};

fn main() {
    let Some(root) = std::env::var_os("PLIMSOLL_CORPUS").map(PathBuf::from) else {
        println!("corpus: PLIMSOLL_CORPUS names no folder, nothing to do");
        return;
    };
    if let Some(verdicts) = std::env::var_os("PLIMSOLL_LOADER") {
        compose::compare(&root, Path::new(&verdicts));
        return;
    }
    let mut files = Vec::new();
    collect(&root, &mut files);
    let every_rule = plimsoll::rules::all().map(Selector::Rule).collect();
    let layer = Layer {
        select: Some(every_rule),
        preview: Some(true),
        ..Layer::default()
    };
    let linter = Linter::new(&Config::new(vec![layer]));
    let texts: Vec<_> = files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect();
    if let Some(program) = std::env::var_os("PLIMSOLL_SHELLCHECK") {
        let as_found = Layer {
            inline_ignores: Some(false),
            ..Layer::default()
        };
        let linter = Linter::new(&Config::new(vec![as_found]));
        let details = std::env::var_os("PLIMSOLL_DETAILS").map(PathBuf::from);
        let program = Path::new(&program);
        shellcheck::compare(program, &files, &texts, &linter, details.as_deref());
        return;
    }
    if let Some(verdicts) = std::env::var_os("PLIMSOLL_BUILDKIT") {
        let details = std::env::var_os("PLIMSOLL_DETAILS").map(PathBuf::from);
        let verdicts = Path::new(&verdicts);
        let linter = Linter::new(&Config::default());
        buildkit::compare(&root, verdicts, &linter, details.as_deref());
        return;
    }
    let mut slowest = (0.0, 0);
    let started = Instant::now();
    let mut findings = 0;
    for (index, text) in texts.iter().enumerate() {
        let before = Instant::now();
        let source = Source::new("Dockerfile", Language::Dockerfile, text.as_slice());
        findings += linter.check(&source, 0).len();
        let took = before.elapsed().as_secs_f64();
        if took > slowest.0 {
            slowest = (took, index);
        }
    }
    let took = started.elapsed().as_secs_f64();
    let bytes: usize = texts.iter().map(Vec::len).sum();
    println!(
        "{} files, {bytes} bytes, {findings} findings in {took:.3} s",
        files.len()
    );
    println!(
        "slowest: {:.2} ms {}",
        slowest.0 * 1e3,
        files[slowest.1].display()
    );

    for text in &texts {
        hold(&linter, text);
    }
    println!("invariants hold for all files");
    let step = (texts.len() / 200).max(1);
    let mut prefixes = 0;
    for text in texts.iter().step_by(step).take(200) {
        // Every prefix of a long file would take hours and show nothing new.
        let end = text.len().min(4_000);
        for at in 0..end {
            hold(&linter, &text[..at]);
        }
        prefixes += end;
    }
    println!("invariants hold for {prefixes} prefixes");
    let mutations = std::env::var("PLIMSOLL_MUTATIONS")
        .ok()
        .and_then(|it| it.parse().ok());
    let mut mutator = Mutator::new(0x2545_f491_4f6c_dd1d);
    for _ in 0..mutations.unwrap_or(0) {
        hold(&linter, &mutator.mutate(&texts));
    }
    println!(
        "invariants hold for {} mutated files",
        mutations.unwrap_or(0)
    );
    if let Some(verdicts) = std::env::var_os("PLIMSOLL_VERDICTS") {
        compare(&root, Path::new(&verdicts));
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, files);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "Dockerfile")
        {
            files.push(path);
        }
    }
}

fn compare(root: &Path, verdicts: &Path) {
    let verdicts = std::fs::read_to_string(verdicts).unwrap();
    let (mut same, mut other) = (0, 0);
    for line in verdicts.lines() {
        let verdict: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = verdict["file"].as_str().unwrap();
        let bytes = std::fs::read(root.join(name)).unwrap();
        let source = Source::new(name, Language::Dockerfile, bytes);
        let tree = dockerfile::read(&source).tree;
        evaluation(name, &source, &tree, &verdict);
        let ours = tree.refusal().map(|problem| {
            let line = instruction_line(&source, &tree, problem.span.start);
            let phase = if problem.phase == Phase::Instruction {
                "instruction"
            } else {
                "syntax"
            };
            (line, phase.to_owned(), problem.id)
        });
        let theirs = (!verdict["accept"].as_bool().unwrap()).then(|| {
            (
                verdict["line"].as_u64().unwrap_or(0),
                verdict["phase"].as_str().unwrap_or("").to_owned(),
            )
        });
        if ours.as_ref().map(|(line, phase, _)| (*line, phase.clone())) == theirs {
            same += 1;
        } else {
            other += 1;
            println!("{name}: Docker {theirs:?}, ours {ours:?}");
        }
    }
    println!("verdicts: {same} the same, {other} not");
}

/// 1-based line of the instruction around an offset.
fn instruction_line(source: &Source, tree: &dockerfile::Dockerfile<'_>, at: u32) -> u64 {
    let mut around = tree
        .instructions
        .iter()
        .filter(|it| it.span.start <= at && at <= it.span.end);
    u64::from(
        source
            .position(around.next().map_or(at, |it| it.span.start))
            .line,
    ) + 1
}

/// Prints where we see an error of the evaluation and Docker does not, or the other way round.
fn evaluation(
    name: &str,
    source: &Source,
    tree: &dockerfile::Dockerfile<'_>,
    verdict: &serde_json::Value,
) {
    if !verdict["accept"].as_bool().unwrap() {
        return;
    }
    let stopped = verdict["check_stopped"].as_bool().unwrap_or(false);
    let line = verdict["line"].as_u64();
    let ours: Vec<_> = tree
        .problems
        .iter()
        .filter(|problem| problem.phase == Phase::Evaluation)
        .map(|problem| (instruction_line(source, tree, problem.span.start), problem))
        .collect();
    if stopped && !ours.iter().any(|(ours, _)| Some(*ours) == line) {
        let line_text = |line| {
            source
                .text()
                .lines()
                .nth(usize::try_from(line).ok()?.checked_sub(1)?)
        };
        let at = line.and_then(line_text);
        println!("{name}:{line:?}: stopped, we are silent: {at:?}");
    }
    if !stopped {
        for (line, problem) in ours {
            println!("{name}:{line}: false alarm: {problem:?}");
        }
    }
}
