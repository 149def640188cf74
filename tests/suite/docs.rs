//! What the documentation says is true. `tests/use/test_docs.py` runs the commands that it shows.

use std::path::{Path, PathBuf};

use plimsoll::rules;

use super::support::{config, fences, show};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All Markdown files of the project, cards included.
fn pages() -> Vec<(PathBuf, String)> {
    let mut folders = vec![root().join("docs"), root().join("rules")];
    let mut pages = vec![root().join("README.md"), root().join("CHANGELOG.md")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "md") {
                pages.push(path);
            }
        }
    }
    pages
        .into_iter()
        .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
        .collect()
}

fn page(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

#[test]
fn links_lead_somewhere() {
    for (path, text) in pages() {
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            if link.starts_with("https://") {
                assert!(!link.contains(' '), "{}: {link}", path.display());
                continue;
            }
            let target = link.split('#').next().unwrap();
            let target = path.parent().unwrap_or(Path::new("")).join(target);
            assert!(target.exists(), "{}: {link}", path.display());
        }
    }
}

#[test]
fn configuration_examples_are_valid() {
    for path in ["README.md", "docs/configuration.md", "docs/from-dclint.md"] {
        for (info, text) in fences(&page(path)) {
            if info == "yaml" {
                // What it extends is not there.
                config(&text.replace("extends: ../shared/plimsoll.yaml", ""));
            }
        }
    }
}

/// Every key of the configuration is in its page.
#[test]
fn every_key_is_documented() {
    let page = page("docs/configuration.md");
    let error = std::panic::catch_unwind(|| config("nonsense-key: 1")).unwrap_err();
    let message = error.downcast_ref::<String>().unwrap();
    let keys = message
        .split("known are ")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    for key in keys.split(", ") {
        assert!(
            page.contains(&format!("\n{key}:")),
            "{key} is not in the page"
        );
    }
    assert!(keys.split(", ").count() > 10);
}

/// The examples of the suppression page hide what they should: nothing is left of the rules they
/// name, and no ignore is unused.
#[test]
fn suppression_examples_work() {
    for (info, text) in fences(&page("docs/suppression.md")) {
        if info == "dockerfile" {
            let rules =
                "select: [sudo, DL3003, DL3059, untagged-image, unused-ignore, ineffective-ignore]";
            assert_eq!(show(&config(rules), &text), [] as [&str; 0], "{text}");
        }
    }
}

#[test]
fn rules_that_pages_name_exist() {
    for (path, text) in pages() {
        // hadolint has more rules than we do, and the changelog speaks of ranges.
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if matches!(
            name.as_str(),
            "CHANGELOG.md" | "TEMPLATE.md" | "CONTRIBUTING.md"
        ) {
            continue;
        }
        // Examples may speak to other programs.
        let prose: String = text.split("```").step_by(2).collect();
        for word in prose.split(|c: char| !c.is_ascii_alphanumeric()) {
            let code = word.len() == 6 && (word.starts_with("DL") || word.starts_with("DX"));
            assert!(
                !code || rules::find(word).is_some(),
                "{}: {word}",
                path.display()
            );
        }
    }
}

/// The schema of the configuration tells the defaults of all options as they are.
#[test]
fn the_schema_knows_the_defaults_of_options() {
    let schema: serde_json::Value = serde_json::from_str(&page("docs/config.schema.json")).unwrap();
    for rule in rules::all() {
        let Some(spec) = rule.options else { continue };
        let properties = &schema["definitions"][rule.meta.code]["properties"];
        let told: serde_json::Map<_, _> = properties
            .as_object()
            .unwrap_or_else(|| panic!("{} is not in the schema", rule.meta.code))
            .iter()
            .map(|(name, option)| (name.clone(), option["default"].clone()))
            .collect();
        let defaults = serde_json::to_value((spec.show)()).unwrap();
        assert_eq!(
            defaults,
            serde_json::Value::Object(told),
            "{}",
            rule.meta.code
        );
    }
}

/// What this repository builds is without a finding of the rules that are on by default.
#[test]
fn our_own_files_pass() {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_plimsoll"))
        .args(["check", "--fail-on=style", "--format=short"])
        .current_dir(root())
        .env_clear()
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&run.stdout).into_owned();
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!((run.status.code(), out.as_str()), (Some(0), ""), "{said}");
    assert!(root().join("Dockerfile").exists());
}
