//! The rules of the house: floors, sizes, words, dependencies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use plimsoll::rule::On;
use plimsoll::rules;

/// Modules and their floors. A module may use lower floors, and itself.
const FLOORS: [(&str, u32); 15] = [
    ("text", 1),
    ("finding", 2),
    ("image", 2),
    ("shell", 2),
    ("yaml", 2),
    ("compose", 3),
    ("dockerfile", 3),
    ("facts", 4),
    ("project", 4),
    ("rule", 5),
    ("rules", 6),
    ("config", 7),
    ("engine", 8),
    ("report", 9),
    ("lsp", 9),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<(String, String)> {
    let folders = ["src", "rules"].map(|folder| files(&root().join(folder), ".rs"));
    let name = |path: &Path| path.strip_prefix(root()).unwrap().display().to_string();
    folders
        .concat()
        .iter()
        .map(|path| (name(path), std::fs::read_to_string(path).unwrap()))
        .collect()
}

/// The module of a file: the first folder or file below `src`, or `rules`.
fn module(path: &str) -> String {
    let inner = path.strip_prefix("src/").unwrap_or(path);
    inner.split(['/', '.']).next().unwrap().to_owned()
}

/// Code without what is only for tests.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap()
}

#[test]
fn modules_use_lower_floors_only() {
    let floors: BTreeMap<_, _> = FLOORS.into_iter().collect();
    for (path, text) in sources() {
        let own = module(&path);
        let Some(floor) = floors.get(own.as_str()) else {
            assert!(
                matches!(own.as_str(), "lib" | "main" | "cli"),
                "{path} has no floor"
            );
            continue;
        };
        // The macro of rules names modules by full path on behalf of rules.
        let text = code(&text).replace("$crate::", "");
        for (_, rest) in text
            .match_indices("crate::")
            .map(|(at, it)| (at, &text[at + it.len()..]))
        {
            let used = rest
                .split(|c: char| !c.is_ascii_lowercase() && c != '_')
                .next()
                .unwrap();
            // A rule module may name the macro that declares it.
            if used == own || used.is_empty() {
                continue;
            }
            let below = floors
                .get(used)
                .unwrap_or_else(|| panic!("{path}: what is {used}?"));
            assert!(
                below < floor,
                "{path} (floor {floor}) uses {used} (floor {below})"
            );
        }
    }
}

#[test]
fn rules_use_the_prelude_only() {
    for (path, text) in sources().iter().filter(|(path, _)| is_rule(path)) {
        for line in text
            .lines()
            .filter(|line| line.trim_start().starts_with("use "))
        {
            assert_eq!(line, "use crate::rule::prelude::*;", "{path}");
        }
        for word in [
            "std::fs",
            "std::env",
            "Regex::new",
            "dockerfile::parse",
            "static mut",
            ".unwrap()",
        ] {
            assert!(!text.contains(word), "{path} has {word}");
        }
    }
}

fn is_rule(path: &str) -> bool {
    path.starts_with("rules/") && !path.ends_with("mod.rs")
}

#[test]
fn the_library_does_no_input_or_output() {
    let words = [
        "std::fs",
        "std::env",
        "std::process",
        "println!",
        "eprintln!",
        "Instant::now",
        "SystemTime",
    ];
    for (path, text) in sources() {
        if matches!(module(&path).as_str(), "cli" | "main") {
            continue;
        }
        for word in words {
            assert!(!code(&text).contains(word), "{path} has {word}");
        }
    }
}

#[test]
fn only_one_module_knows_the_shell_parser() {
    for (path, text) in sources() {
        let knows = text.contains("shuck_");
        assert!(
            !knows || path.starts_with("src/shell/"),
            "{path} uses the shell parser"
        );
    }
}

#[test]
fn files_and_rules_keep_their_size() {
    let mut rule_sizes = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        if is_rule(&path) {
            assert!(lines <= 120, "{path} has {lines} lines");
            rule_sizes.push(lines);
        } else if !path.starts_with("rules/") {
            assert!(lines <= 500, "{path} has {lines} lines");
        }
        for (at, line) in text.lines().enumerate() {
            let width = line.chars().count();
            assert!(width <= 100, "{path}:{} has {width} characters", at + 1);
        }
    }
    rule_sizes.sort_unstable();
    let median = rule_sizes[rule_sizes.len() / 2];
    assert!(
        median <= 40,
        "half of the rules have more than {median} lines"
    );
}

#[test]
fn functions_keep_their_size() {
    for (path, text) in sources() {
        let lines: Vec<_> = code(&text).lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let declares = line.contains("fn ") && !line.trim_start().starts_with("//");
            if !declares || line.ends_with(';') || line.ends_with('}') {
                continue;
            }
            let close = format!("{}}}", " ".repeat(indent));
            let length = lines[at..].iter().position(|it| *it == close).unwrap_or(0);
            assert!(
                length <= 80,
                "{path}:{}: a function of {length} lines",
                at + 1
            );
        }
    }
}

#[test]
fn cards_and_checks_are_pairs() {
    let stems = |ending: &str| -> BTreeSet<String> {
        let stem = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().to_lowercase();
        files(&root().join("rules"), ending)
            .iter()
            .map(stem)
            .collect()
    };
    let codes: BTreeSet<_> = rules::all()
        .map(|rule| rule.meta.code.to_lowercase())
        .collect();
    let cards: BTreeSet<_> = stems(".md")
        .into_iter()
        .filter(|it| it != "readme" && it != "template")
        .collect();
    let checks: BTreeSet<_> = stems(".rs").into_iter().filter(|it| it != "mod").collect();
    assert_eq!(cards, codes);
    // What the shell linter finds has a card only.
    let linted: BTreeSet<_> = rules::all()
        .filter(|rule| matches!(rule.on, [On::ShellLinter]))
        .map(|rule| rule.meta.code.to_lowercase())
        .collect();
    assert_eq!(checks, &codes - &linted);
}

/// What a stranger sees first.
#[test]
fn the_top_level_is_what_it_is() {
    let known = [
        ".ci",
        ".dockerignore",
        ".github",
        ".gitignore",
        ".pre-commit-hooks.yaml",
        ".plimsoll.yaml",
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "Dockerfile",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "action.yml",
        "docs",
        "mkdocs.yml",
        "pyproject.toml",
        "rules",
        "snapshots",
        "src",
        "tests",
    ];
    // What is not checked in is nobody's business.
    let tracked = Command::new("git")
        .args(["ls-files", "--full-name", "."])
        .current_dir(root())
        .output();
    let Ok(tracked) = tracked else { return };
    for path in String::from_utf8(tracked.stdout).unwrap().lines() {
        let name = path.split('/').next().unwrap();
        assert!(known.contains(&name), "{name} at the top level");
    }
}

/// The crates that end up in the program, each reviewed: `docs/decisions/0002-dependencies.md`.
const CRATES: &str = include_str!("../cases/crates.txt");

#[test]
fn dependencies_are_the_reviewed_ones() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--offline"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let root_id = text(&metadata["resolve"]["root"]);
    // Follow what is built into the program, not what only tests need.
    let mut wanted = vec![root_id.clone()];
    let mut seen = BTreeSet::new();
    while let Some(id) = wanted.pop() {
        let node = nodes.iter().find(|node| text(&node["id"]) == id).unwrap();
        for dependency in node["deps"].as_array().unwrap() {
            let kinds = dependency["dep_kinds"].as_array().unwrap();
            let built = kinds.iter().any(|kind| kind["kind"] != "dev");
            let id = text(&dependency["pkg"]);
            if built && seen.insert(id.clone()) {
                wanted.push(id);
            }
        }
    }
    let mut found = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = text(&package["name"]);
        if !seen.contains(&text(&package["id"])) {
            continue;
        }
        assert!(
            package["links"].is_null() || name == "rayon-core",
            "{name} links a C library"
        );
        for dependency in package["dependencies"].as_array().unwrap() {
            let builds_c = matches!(
                text(&dependency["name"]).as_str(),
                "cc" | "cmake" | "bindgen"
            );
            assert!(
                !builds_c || dependency["optional"] == true,
                "{name} builds C"
            );
        }
        found.insert(format!("{name}: {}", text(&package["license"])));
    }
    let reviewed: BTreeSet<_> = CRATES.lines().map(str::to_owned).collect();
    let new: Vec<_> = found.difference(&reviewed).collect();
    let gone: Vec<_> = reviewed.difference(&found).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "not reviewed: {new:#?}\nno longer used: {gone:#?}"
    );
    let allowed = ["MIT", "Apache-2.0", "Unlicense", "Zlib", "Unicode-3.0"];
    for line in &found {
        let license = line.split(": ").nth(1).unwrap().replace('/', " OR ");
        let expression = spdx::Expression::parse(&license).unwrap();
        let fits =
            expression.evaluate(|it| it.license.id().is_some_and(|id| allowed.contains(&id.name)));
        assert!(fits, "{line}");
    }
}
