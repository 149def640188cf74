//! Formats of output.

use std::collections::{BTreeMap, BTreeSet};

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
    for format in [Format::Tty, Format::Gnu] {
        let text = written(format, Colour::None, &sources);
        snapshot(format.as_str(), &text);
    }
    for format in [Format::GitlabCodeclimate, Format::Sonarqube] {
        let text = written(format, Colour::None, &sources);
        let json: Value = serde_json::from_str(&text).unwrap();
        let text = serde_json::to_string_pretty(&json).unwrap();
        snapshot(format.as_str(), &text);
    }
    for (format, between) in [
        (Format::Checkstyle, "><"),
        (Format::Junit, "><"),
        (Format::Codeclimate, "␀{"),
        (Format::Codacy, "}{"),
    ] {
        // A line for each element or object.
        let (before, behind) = between.split_at(between.len() - 1);
        let text = written(format, Colour::None, &sources).replace('\0', "␀");
        let text = text.replace(between, &format!("{before}\n{behind}"));
        snapshot(format.as_str(), &text);
    }
}

/// Elements of an XML text, each with its attributes. Fails if they are not well-formed.
fn elements(text: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let body = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    let mut rest = body.unwrap().trim_end();
    let mut found = Vec::new();
    let mut open = Vec::new();
    while let Some((between, tag)) = rest.split_once('<') {
        assert!(between.is_empty() || !open.is_empty(), "{between}");
        let (tag, behind) = tag.split_once('>').unwrap();
        rest = behind;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let inner = tag.strip_suffix('/').unwrap_or(tag);
        let (name, attributes) = inner.split_once(' ').unwrap();
        let mut values = BTreeMap::new();
        let mut words = attributes.split('"');
        while let Some(key) = words.next().filter(|it| !it.is_empty()) {
            let key = key.trim_start().strip_suffix('=').unwrap();
            let value = words.next().unwrap();
            assert!(values.insert(key.to_owned(), value.to_owned()).is_none());
        }
        found.push((name.to_owned(), values));
        if inner == tag {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty() && rest.is_empty());
    let allowed = |c: char| c == '\n' || (c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    assert!(text.chars().all(allowed));
    found
}

/// Names and texts of files may hold anything.
fn hostile() -> Vec<Source> {
    let text =
        "FROM \"a\u{1}<b>&'\u{ffff}]]>:latest\"\nFOO\u{1b}[31m <x>&\u{85}\nRUN cd \0 \u{2028}";
    let names = ["a<b>&\"'.Dockerfile", "tab\there\n]]>", "\u{7}"];
    names
        .map(|name| Source::new(name, Language::Dockerfile, text))
        .into()
}

#[test]
fn xml_is_well_formed() {
    for sources in [sources(), hostile(), all_examples()] {
        let checkstyle = elements(&written(Format::Checkstyle, Colour::None, &sources));
        let count = |name: &str| checkstyle.iter().filter(|it| it.0 == name).count();
        assert_eq!(count("file"), sources.len());
        let junit = elements(&written(Format::Junit, Colour::None, &sources));
        let suites = junit.iter().filter(|it| it.0 == "testsuite");
        let failures: usize = suites
            .map(|it| it.1["failures"].parse::<usize>().unwrap())
            .sum();
        let cases = junit.iter().filter(|it| it.0 == "testcase").count();
        assert_eq!((cases, failures), (count("error"), count("error")));
        assert!(failures > 2);
    }
}

/// Every format says the same: file, line and code.
#[test]
fn all_formats_have_all_findings() {
    let sources = sources();
    let json: Value = serde_json::from_str(&written(Format::Json, Colour::None, &sources)).unwrap();
    let findings = json.as_array().unwrap();
    for format in Format::ALL.into_iter().filter(|it| *it != Format::Pretty) {
        let text = written(format, Colour::None, &sources);
        for finding in findings {
            let code = finding["code"].as_str().unwrap();
            let shown = text.matches(code).count();
            let there = findings.iter().filter(|it| it["code"] == code).count();
            assert!(shown >= there, "{format:?}: {code}");
        }
    }
}

/// SonarQube refuses a report with a range that is not in the file, or empty.
#[test]
fn ranges_for_sonarqube_are_valid() {
    for sources in [sources(), hostile(), all_examples()] {
        let text = written(Format::Sonarqube, Colour::None, &sources);
        let json: Value = serde_json::from_str(&text).unwrap();
        for issue in json["issues"].as_array().unwrap() {
            let place = &issue["primaryLocation"];
            let path = place["filePath"].as_str().unwrap();
            let source = sources.iter().find(|it| it.name() == path).unwrap();
            let text = source.text().trim_start_matches('\u{feff}');
            let lines: Vec<_> = text.split('\n').collect();
            let number = |key: &str| {
                let value = place["textRange"][key].as_u64();
                value.map(|it| usize::try_from(it).unwrap())
            };
            let (start, end) = (number("startLine").unwrap(), number("endLine").unwrap());
            assert!((1..=lines.len()).contains(&end) && (1..=end).contains(&start));
            if let (Some(from), Some(to)) = (number("startColumn"), number("endColumn")) {
                assert!((start, from) < (end, to), "{issue}");
                let length = |line: usize| lines[line - 1].encode_utf16().count();
                assert!(from <= length(start) && to <= length(end), "{issue}");
            }
        }
    }
}

#[test]
fn fingerprints_for_gitlab_are_unique_and_survive_when_lines_move() {
    let prints = |text: &str| -> Vec<String> {
        let names = ["a/Dockerfile", "b/Dockerfile"];
        let sources = names.map(|name| Source::new(name, Language::Dockerfile, text));
        let text = written(Format::GitlabCodeclimate, Colour::None, &sources);
        let json: Value = serde_json::from_str(&text).unwrap();
        let prints = json.as_array().unwrap().iter();
        prints
            .map(|it| it["fingerprint"].as_str().unwrap().to_owned())
            .collect()
    };
    let before = prints("FROM a:1\nRUN sudo x && sudo y\nUSER 1\nRUN sudo x\n");
    let behind = prints("# new\n\nFROM a:1\nRUN sudo x && sudo y\n\nUSER 1\nRUN  sudo x\n");
    assert_eq!(before, behind);
    let different: BTreeSet<_> = before.iter().collect();
    assert_eq!((before.len(), different.len()), (6, 6));
    assert!(before.iter().all(|it| it.len() == 32));
}

#[test]
fn colours_are_only_in_output_for_people() {
    let sources = sources();
    for format in Format::ALL {
        let coloured = written(format, Colour::Ansi, &sources).contains('\u{1b}');
        let lines = matches!(format, Format::Pretty | Format::Tty);
        assert_eq!(coloured, lines, "{format:?}");
    }
}

#[test]
fn nothing_found_is_still_a_document() {
    let sources = [Source::new("-", Language::Dockerfile, "FROM a:1\n")];
    assert_eq!(written(Format::Json, Colour::None, &sources), "[]\n");
    for (format, want) in [
        (Format::Pretty, ""),
        (Format::Tty, ""),
        (Format::Codeclimate, ""),
        (Format::GitlabCodeclimate, "[]\n"),
        (Format::Codacy, ""),
        (Format::Sonarqube, "{\"issues\":[]}\n"),
    ] {
        assert_eq!(written(format, Colour::None, &sources), want);
    }
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
