//! Formats of output.

use boon::{Compiler, Schemas};
use insta::assert_snapshot;
use plimsoll::config::Config;
use plimsoll::engine::Linter;
use plimsoll::report::{self, Colour, Format, Report};
use plimsoll::text::{Language, Source};
use serde_json::Value;

use super::support::{Kind, examples};

/// Two files with a bit of everything: a label, a note, a fix, wide characters, a byte-order mark.
fn sources() -> Vec<Source> {
    let files = [
        (
            "app/Dockerfile",
            "\u{feff}FROM debian:latest\nRUN echo 😀 && sudo ä\nADD a.conf b.conf \\\n    /etc\n\
             RUN b\nRUN c\nCMD ['x']\n",
        ),
        (
            "odd name,:%.Dockerfile",
            "ARG BASE=debian\nFROM $BASE\nWORKDIR x\nFOO",
        ),
    ];
    files
        .map(|(name, text)| Source::new(name, Language::Dockerfile, text))
        .into()
}

fn written(format: Format, colour: Colour, sources: &[Source]) -> String {
    let linter = Linter::new(&Config::default());
    let findings = sources
        .iter()
        .enumerate()
        .flat_map(|(at, it)| linter.check(it, at))
        .collect();
    let mut report = Report::new(sources, findings);
    report.unreadable.push((
        "gone.Dockerfile".to_owned(),
        "there is no such file".to_owned(),
    ));
    let mut out = Vec::new();
    report::write(format, &report, colour, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots/report");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!(name, text));
}

#[test]
fn each_format_looks_as_agreed() {
    let sources = sources();
    snapshot("pretty", &written(Format::Pretty, Colour::None, &sources));
    snapshot("short", &written(Format::Short, Colour::None, &sources));
    snapshot("github", &written(Format::Github, Colour::None, &sources));
    let json: Value = serde_json::from_str(&written(Format::Json, Colour::None, &sources)).unwrap();
    snapshot("json", &serde_json::to_string_pretty(&json).unwrap());
}

#[test]
fn colours_are_only_in_pretty_output() {
    let sources = sources();
    for format in Format::ALL {
        let coloured = written(format, Colour::Ansi, &sources).contains('\u{1b}');
        assert_eq!(coloured, format == Format::Pretty, "{format:?}");
    }
}

#[test]
fn nothing_found_is_still_a_document() {
    let sources = [Source::new("-", Language::Dockerfile, "FROM a:1\n")];
    assert_eq!(written(Format::Json, Colour::None, &sources), "[]\n");
    assert_eq!(written(Format::Pretty, Colour::None, &sources), "");
    let sarif: Value =
        serde_json::from_str(&written(Format::Sarif, Colour::None, &sources)).unwrap();
    assert_eq!(sarif["runs"][0]["results"], Value::Array(Vec::new()));
}

/// Columns count characters, spans count bytes.
#[test]
fn places_are_exact() {
    let json: Value =
        serde_json::from_str(&written(Format::Json, Colour::None, &sources())).unwrap();
    let sudo = json
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["code"] == "DL3004")
        .unwrap();
    assert_eq!(
        [
            &sudo["line"],
            &sudo["column"],
            &sudo["end_line"],
            &sudo["end_column"]
        ],
        [2, 15, 2, 19]
    );
    assert_eq!([&sudo["span"]["start"], &sudo["span"]["end"]], [39, 43]);
    let latest = json
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["code"] == "DL3007")
        .unwrap();
    assert_eq!([&latest["line"], &latest["column"]], [1, 13]);
}

fn validate(schema: &str, document: &Value) {
    let path = format!("{}/{schema}", env!("CARGO_MANIFEST_DIR"));
    let mut schemas = Schemas::new();
    let index = Compiler::new().compile(&path, &mut schemas).unwrap();
    if let Err(error) = schemas.validate(document, index) {
        panic!("{error:#}");
    }
}

/// Every bad example of every card, in one report.
fn all_examples() -> Vec<Source> {
    let bad = examples().into_iter().filter(|it| it.kind == Kind::Bad);
    bad.enumerate()
        .map(|(at, it)| Source::new(format!("{at}/Dockerfile"), Language::Dockerfile, it.text))
        .collect()
}

#[test]
fn json_follows_its_schema() {
    for sources in [sources(), all_examples()] {
        let json: Value =
            serde_json::from_str(&written(Format::Json, Colour::None, &sources)).unwrap();
        validate("docs/output.schema.json", &json);
    }
}

#[test]
fn sarif_follows_the_official_schema() {
    for sources in [sources(), all_examples()] {
        let sarif: Value =
            serde_json::from_str(&written(Format::Sarif, Colour::None, &sources)).unwrap();
        validate("tests/cases/sarif-2.1.0.schema.json", &sarif);
    }
}

/// What GitHub asks for beyond the schema.
#[test]
fn sarif_has_what_github_needs() {
    let sarif: Value =
        serde_json::from_str(&written(Format::Sarif, Colour::None, &sources())).unwrap();
    let run = &sarif["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        for text in [
            &rule["shortDescription"]["text"],
            &rule["fullDescription"]["text"],
        ] {
            let length = text.as_str().unwrap().chars().count();
            assert!((1..=1024).contains(&length), "{rule:?}");
        }
        assert!(
            rule["help"]["markdown"]
                .as_str()
                .unwrap()
                .contains("## Examples")
        );
        let security = rule["properties"]["tags"][0] == "security";
        assert_eq!(
            rule["properties"].get("security-severity").is_some(),
            security
        );
    }
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(
            result["message"]["text"]
                .as_str()
                .unwrap()
                .ends_with(['.', '?']),
            "{result}"
        );
    }
    let uri = &run["artifacts"][1]["location"]["uri"];
    assert_eq!(uri, "odd%20name%2C%3A%25.Dockerfile");
}

fn fingerprints(text: &str) -> Vec<String> {
    let sources = [Source::new("Dockerfile", Language::Dockerfile, text)];
    let sarif: Value =
        serde_json::from_str(&written(Format::Sarif, Colour::None, &sources)).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap().clone();
    results
        .iter()
        .map(|it| it["partialFingerprints"].to_string())
        .collect()
}

#[test]
fn fingerprints_survive_when_lines_move() {
    let before = fingerprints("FROM a\nRUN sudo x\nUSER 1\nRUN sudo x\n");
    let behind = fingerprints("# new\n\nFROM a\nUSER 2\nRUN   sudo x\n\nUSER 1\nRUN sudo x\n");
    assert_eq!(before, behind);
    assert_eq!(before.len(), 3);
    assert_ne!(before[1], before[2], "equal lines are told apart");
    assert_ne!(before[1], fingerprints("FROM a\nRUN sudo y\n")[1]);
}
