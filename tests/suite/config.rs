//! Configuration files: what they say, where they are found, what is wrong with them.

use std::path::Path;

use plimsoll::config::{Config, Layer, Selector, find, load};
use plimsoll::finding::Severity;
use plimsoll::rules;

use super::support::{Memory, config, show};

const FILE: &str = "FROM a:latest\nRUN cd / && sudo x\nWORKDIR b\n";

/// The codes found in a small file.
fn codes(config: &Config) -> Vec<String> {
    let found = show(config, FILE);
    found
        .iter()
        .map(|it| it.split(' ').nth(1).unwrap().to_owned())
        .collect()
}

fn error(yaml: &str) -> String {
    let host = Memory::new(&[("dir/.plimsoll.yaml", yaml)]);
    match load(Path::new("dir/.plimsoll.yaml"), &host) {
        Ok(layers) => panic!("accepted: {layers:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn rules_are_selected_and_ignored() {
    for (yaml, want) in [
        ("", "DL3007 DL3003 DL3004 DL3000"),
        ("# nothing but a remark\n", "DL3007 DL3003 DL3004 DL3000"),
        ("select: [sudo]", "DL3004"),
        ("select: [DL3004, latest-tag]", "DL3007 DL3004"),
        ("select: [security]", "DL3004"),
        ("select: [DX]", ""),
        ("select: [WorkdirRelativePath]", "DL3000"),
        (
            "select: [all]\nignore: [correctness]",
            "DL3007 DL3057 DL3003 DL3004",
        ),
        ("ignore: [DL]", ""),
        ("ignore: [all]\nselect: [sudo]", "DL3004"),
        (
            "ignore: [DL]\nextend-select: [missing-healthcheck]",
            "DL3057",
        ),
        ("extend-select: [DL]", "DL3007 DL3003 DL3004 DL3000"),
        (
            "extend-select: [DL3057]",
            "DL3007 DL3057 DL3003 DL3004 DL3000",
        ),
    ] {
        let mut found = codes(&config(yaml));
        let mut want: Vec<_> = want.split(' ').filter(|it| !it.is_empty()).collect();
        found.sort();
        want.sort_unstable();
        assert_eq!(found, want, "{yaml}");
    }
}

#[test]
fn severities_are_changed() {
    let severity = |yaml: &str| config(yaml).severity(rules::find("sudo").unwrap());
    assert_eq!(severity(""), Some(Severity::Error));
    assert_eq!(severity("severity: {sudo: info}"), Some(Severity::Info));
    assert_eq!(
        severity("severity: {DL3004: style, all: warning}"),
        Some(Severity::Style)
    );
    assert_eq!(
        severity("severity:\n  security: warning\n  all: info\n"),
        Some(Severity::Warning)
    );
    assert_eq!(severity("ignore: [sudo]\nseverity: {sudo: info}"), None);
}

#[test]
fn the_command_line_is_stronger_than_the_file() {
    let sudo = Selector::read("sudo").unwrap();
    let file = config("ignore: [sudo]");
    let layer = Layer {
        select: Some(vec![sudo]),
        ..Layer::default()
    };
    assert_eq!(codes(&file.with(layer)), ["DL3004"]);
    let layer = Layer {
        ignore: vec![sudo],
        ..Layer::default()
    };
    assert_eq!(
        codes(&config("select: [sudo, cd-instead-of-workdir]").with(layer)),
        ["DL3003"]
    );
}

#[test]
fn mistakes_are_reported_at_their_line_with_a_suggestion() {
    for (yaml, want) in [
        (
            "ignore: [sudo]\nselct: [all]",
            "2:1: there is no key `selct`; did you mean `select`?",
        ),
        (
            "ignore:\n  - sudo\n  - DL3oo8",
            "3:5: ignore[1]: there is no rule `DL3oo8`; did you mean",
        ),
        (
            "ignore: [consecutive-rum]",
            "did you mean `consecutive-run`?",
        ),
        (
            "ignore: [nonsense]",
            "there is no rule `nonsense`; `plimsoll rules` lists them all",
        ),
        (
            "severity:\n  sudo: fatal\n",
            "`fatal` is no severity; use error, warning, info or style",
        ),
        (
            "fail-on: sometimes",
            "1:10: fail-on: `sometimes` is no threshold; use error,",
        ),
        (
            "preview: yes",
            "1:10: preview: invalid type: string \"yes\", expected a boolean",
        ),
        (
            "label-schema:\n  a: number",
            "`number` is no type of label; use text, url,",
        ),
        ("rules:\n  sudo: {a: 1}", "the rule DL3004 has no options"),
        (
            "rules:\n  DL3001: {alow: []}",
            "DL3001: there is no key `alow`; did you mean `allow`?",
        ),
        (
            "rules:\n  security: {}",
            "`security` is a group, options go to a rule",
        ),
        (
            "overrides:\n  - files: [a]\n    ignoer: [sudo]",
            "3:5: overrides[0]: there is no key `ignoer`; did you mean `ignore`?",
        ),
        ("overrides:\n  - ignore: [sudo]", "missing field `files`"),
        ("ignore: [sudo", "2:1"),
        ("[]", "invalid type: sequence"),
    ] {
        let error = error(yaml);
        assert!(error.starts_with("dir/.plimsoll.yaml:"), "{error}");
        assert!(error.contains(want), "{yaml:?}: {error}");
    }
    let long = format!("# {}", "x".repeat(70_000));
    assert!(error(&long).contains("more than 65536 bytes"));
}

#[test]
fn files_extend_each_other() {
    let host = Memory::new(&[
        (
            "base.yaml",
            "ignore: [sudo, cd-instead-of-workdir]\nfail-on: error",
        ),
        ("a/mid.yaml", "extends: ../base.yaml\nextend-select: [sudo]"),
        (
            "a/b/.plimsoll.yaml",
            "extends: [../mid.yaml]\nignore: [latest-tag]",
        ),
        ("loop.yaml", "extends: loop.yaml"),
        ("gone.yaml", "extends: nowhere.yaml"),
        (
            "many.yaml",
            "extends: [m1.yaml, m1.yaml, m1.yaml, m1.yaml, m1.yaml]",
        ),
        (
            "m1.yaml",
            "extends: [m2.yaml, m2.yaml, m2.yaml, m2.yaml, m2.yaml]",
        ),
        (
            "m2.yaml",
            "extends: [base.yaml, base.yaml, base.yaml, base.yaml, base.yaml]",
        ),
    ]);
    let config = Config::new(load(Path::new("a/b/.plimsoll.yaml"), &host).unwrap());
    assert_eq!(codes(&config), ["DL3004", "DL3000"]);
    assert_eq!(config.fail_on.origin, "base.yaml");
    let sudo = config.rule(rules::find("sudo").unwrap()).unwrap();
    assert_eq!(sudo.0.origin, "a/mid.yaml");
    let error = |path| load(Path::new(path), &host).unwrap_err().to_string();
    assert_eq!(error("loop.yaml"), "loop.yaml: the file extends itself");
    assert_eq!(error("gone.yaml"), "nowhere.yaml: there is no such file");
    assert!(error("many.yaml").ends_with("too many files extend each other"));
}

#[test]
fn the_nearest_file_up_to_the_repository_counts() {
    let host = Memory::new(&[
        (".plimsoll.yaml", ""),
        ("repo/.git/HEAD", ""),
        ("repo/.hadolint.yaml", ""),
        ("repo/a/.hadolint.yml", ""),
        ("repo/b/.plimsoll.yml", ""),
        ("repo/b/c/.hadolint.yaml", ""),
        ("bare/x", ""),
    ]);
    let found =
        |folder: &str| find(Path::new(folder), &host).map(|it| it.path.display().to_string());
    assert_eq!(found("repo").as_deref(), Some("repo/.hadolint.yaml"));
    assert_eq!(found("repo/a/z").as_deref(), Some("repo/a/.hadolint.yml"));
    // Ours counts even where one of hadolint's is nearer.
    assert_eq!(found("repo/b/c").as_deref(), Some("repo/b/.plimsoll.yml"));
    assert_eq!(found("bare").as_deref(), Some(".plimsoll.yaml"));
}

#[test]
fn rules_take_options() {
    let text = "FROM a\nRUN ps && top";
    assert_eq!(
        show(&config("select: [DL3001]"), text),
        ["2:5 DL3001", "2:11 DL3001"]
    );
    let allowing = config("select: [DL3001]\nrules:\n  pointless-command:\n    allow: [ps]");
    assert_eq!(show(&allowing, text), ["2:11 DL3001"]);
}

#[test]
fn overrides_apply_to_matching_files() {
    let config = config(
        "overrides:\n  - files: [old/**]\n    ignore: [sudo]\n  - files: ['*.dev']\n    severity: {cd-instead-of-workdir: style}\n",
    );
    let (key, changed) = config.for_file(&|glob, origin| {
        assert_eq!(origin, ".plimsoll.yaml");
        glob == "old/**"
    });
    assert_eq!(key, [0]);
    assert_eq!(codes(&changed.unwrap()), ["DL3007", "DL3003", "DL3000"]);
    let (key, same) = config.for_file(&|_, _| false);
    assert!(key.is_empty() && same.is_none());
}

#[test]
fn hadolints_file_is_understood() {
    let yaml = "ignored: [DL3004, DL9999, SC2086]\n\
        override:\n  error: [DL3003]\n  style: [DL3003, DL3007]\n  info: [DL3057]\n\
        trustedRegistries: [docker.io]\nlabel-schema: {a: text, b: ''}\nstrict-labels: true\n\
        disable-ignore-pragma: true\nfailure-threshold: style\nformat: json\nunknown: [x]\n";
    let host = Memory::new(&[(".hadolint.yaml", yaml)]);
    let config = Config::new(load(Path::new(".hadolint.yaml"), &host).unwrap());
    let severity = |code| config.severity(rules::find(code).unwrap());
    assert_eq!(severity("DL3004"), None);
    assert_eq!(severity("DL3003"), Some(Severity::Error));
    assert_eq!(severity("DL3007"), Some(Severity::Style));
    assert_eq!(severity("DL3057"), Some(Severity::Info));
    assert_eq!(config.trusted_registries.value, ["docker.io"]);
    assert_eq!(config.label_schema.value.len(), 2);
    assert!(config.strict_labels.value && !config.inline_ignores.value);
    assert_eq!(config.fail_on.value.as_str(), "style");
    let empty = Memory::new(&[(".hadolint.yaml", "")]);
    assert!(load(Path::new(".hadolint.yaml"), &empty).is_ok());
    let bad = Memory::new(&[(".hadolint.yaml", "ignored: DL3004")]);
    let error = load(Path::new(".hadolint.yaml"), &bad)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with(".hadolint.yaml:1:10: ignored: invalid type"),
        "{error}"
    );
}
