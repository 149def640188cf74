//! Files a second and time per stage, over a folder of real files given by `PLIMSOLL_CORPUS`, or
//! over the examples of the cards.
//!
//! Only the ratios between the lines of one run say anything: machines differ, and so do their
//! days.

#![expect(clippy::print_stdout, reason = "a bench talks to whoever runs it")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use plimsoll::config::{Config, Layer, Selector};
use plimsoll::dockerfile::{self, BuildInputs, Model};
use plimsoll::engine::Linter;
use plimsoll::facts::Facts;
use plimsoll::report::{self, Colour, Format, Report};
use plimsoll::text::{Language, Source};

const ROUNDS: u32 = 5;

fn main() {
    let sources = sources();
    let bytes: usize = sources.iter().map(|source| source.text().len()).sum();
    println!(
        "{} files, {bytes} bytes, best of {ROUNDS} rounds",
        sources.len()
    );
    let scan = best(|| {
        for source in &sources {
            std::hint::black_box(dockerfile::parse(source));
        }
    });
    let trees: Vec<_> = sources.iter().map(dockerfile::parse).collect();
    let model = best(|| {
        for tree in &trees {
            std::hint::black_box(Model::new(tree, &BuildInputs::default()));
        }
    });
    let documents: Vec<_> = sources.iter().map(dockerfile::read).collect();
    let shell = best(|| {
        for document in &documents {
            let facts = Facts::new(document);
            for instruction in &document.tree.instructions {
                std::hint::black_box(facts.scripts(document, instruction));
            }
        }
    });
    let linter = Linter::new(&Config::default());
    let lint = best(|| {
        for source in &sources {
            std::hint::black_box(linter.check(source, 0));
        }
    });
    let without_shell = Linter::new(&without_shell());
    let lint_without_shell = best(|| {
        for source in &sources {
            std::hint::black_box(without_shell.check(source, 0));
        }
    });
    let plan = best(|| {
        std::hint::black_box(Linter::new(&Config::default()));
    });
    let findings = sources
        .iter()
        .enumerate()
        .flat_map(|(at, it)| linter.check(it, at))
        .collect();
    let report = Report::new(&sources, findings);
    let found = report.findings.len();
    println!("linter ready      {:>10.1} us", micros(plan));
    for (name, took) in [
        ("parse", scan),
        ("model", model),
        ("shell", shell),
        ("lint", lint),
        ("lint, no shell", lint_without_shell),
    ] {
        line(name, took, sources.len());
    }
    for format in Format::ALL {
        let took = best(|| {
            let written = report::write(format, &report, Colour::None, &mut std::io::sink());
            assert!(written.is_ok());
        });
        println!(
            "{:<17} {:>10.1} us a finding",
            format.as_str(),
            micros(took) / count(found)
        );
    }
}

fn line(name: &str, took: Duration, files: usize) {
    let each = micros(took) / count(files);
    println!(
        "{name:<17} {each:>10.1} us a file, {:>9.0} files/s",
        1e6 / each
    );
}

fn micros(took: Duration) -> f64 {
    took.as_secs_f64() * 1e6
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number.max(1)).unwrap_or(u32::MAX))
}

fn best(run: impl Fn()) -> Duration {
    let round = || {
        let started = Instant::now();
        run();
        started.elapsed()
    };
    (0..ROUNDS).map(|_| round()).min().unwrap_or_default()
}

/// The default rules but those that ask for commands.
fn without_shell() -> Config {
    use plimsoll::rule::On;

    let asks = |on: &On| matches!(on, On::Command(..) | On::Script(_));
    let rules = plimsoll::rules::all();
    let mut ignore: Vec<_> = rules
        .filter(|rule| rule.on.iter().any(asks))
        .map(Selector::Rule)
        .collect();
    // It asks for the commands of a stage.
    ignore.extend(Selector::read("consecutive-run"));
    Config::new(vec![Layer {
        ignore,
        ..Layer::default()
    }])
}

fn sources() -> Vec<Source> {
    let Some(root) = std::env::var_os("PLIMSOLL_CORPUS").map(PathBuf::from) else {
        let cards = plimsoll::rules::all().map(|rule| rule.meta.body);
        let examples = cards.flat_map(|body| body.split("```dockerfile").skip(1));
        let texts = examples.filter_map(|it| it.split("```").next()?.split_once('\n'));
        return texts
            .map(|(_, text)| Source::new("-", Language::Dockerfile, text))
            .collect();
    };
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let read = |path: &PathBuf| {
        let bytes = std::fs::read(path).ok()?;
        Some(Source::new(
            path.display().to_string(),
            Language::Dockerfile,
            bytes,
        ))
    };
    files.iter().filter_map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
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
