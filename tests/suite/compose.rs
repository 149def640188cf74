//! What the rules about Compose files see of a project, beyond the examples of the cards.

use std::fmt::Write as _;

use plimsoll::engine::fix::fix_all;
use plimsoll::engine::{Linter, Workspace, check_all};
use plimsoll::finding::{Applicability, Finding};
use plimsoll::text::{Language, Source};

use super::properties::invariants::hold_compose;
use super::support::{Example, Memory, config, examples};

/// Findings of all rules about structure and references in some files, as `file:line code`.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let sources: Vec<_> = files
        .iter()
        .map(|(name, text)| Source::new(*name, Language::Compose, *text))
        .collect();
    let host = Memory::new(files);
    let workspace = Workspace::new(&sources, &host, vec![std::path::PathBuf::new()]);
    let linter = Linter::new(&config("select: [CP]"));
    let linters = vec![&linter; sources.len()];
    let show = |finding: &Finding| {
        let source = &sources[finding.file];
        let line = source.position(finding.span.start).line + 1;
        let (name, code) = (source.name(), finding.code);
        format!("{name}:{line} {code} {}", finding.severity.as_str())
    };
    let findings = check_all(&workspace, &linters, 1, &|| ());
    let own =
        |finding: &&Finding| finding.code.starts_with("CP10") || finding.code.starts_with("CP11");
    findings.iter().filter(own).map(show).collect()
}

fn alone(text: &str) -> Vec<String> {
    found(&[("compose.yaml", text)])
}

#[test]
fn aliases_of_aliases_have_a_limit() {
    let mut text = String::from("x-0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]\n");
    for level in 1..8 {
        let below = level - 1;
        let items = vec![format!("*a{below}"); 10].join(", ");
        writeln!(text, "x-{level}: &a{level} [{items}]").unwrap();
    }
    text += "services:\n  web:\n    image: nginx:1.27\n    x-all: *a7\n";
    assert_eq!(alone(&text), ["compose.yaml:5 CP1012 error"]);
}

#[test]
fn many_aliases_of_little_are_fine() {
    let mut text = String::from("x-log: &log {driver: local}\nservices:\n");
    for number in 0..2000 {
        write!(
            text,
            "  s{number}:\n    image: nginx:1.27\n    logging: *log\n"
        )
        .unwrap();
    }
    assert!(alone(&text).is_empty());
}

#[test]
fn long_chains_of_services_are_followed() {
    let mut text = String::from("services:\n");
    for number in 0..3000 {
        let next = (number + 1) % 3000;
        write!(
            text,
            "  s{number}:\n    image: nginx:1.27\n    depends_on: [s{next}]\n"
        )
        .unwrap();
    }
    assert_eq!(alone(&text), ["compose.yaml:4 CP1107 error"]);
}

#[test]
fn what_runs_on_demand_is_a_warning() {
    let text = "services:\n  web:\n    image: a\n    profiles: [x]\n    networks: [back]\n";
    assert_eq!(alone(text), ["compose.yaml:5 CP1102 warning"]);
}

/// A file that is put on top of another one, or included by it, need not be whole.
#[test]
fn parts_of_projects_are_not_whole() {
    let main = "services:\n  web:\n    image: a\nnetworks:\n  back:\n";
    let over = "services:\n  web:\n    networks: [back]\n    depends_on: {db: {}}\n";
    let names = [
        "compose.override.yaml",
        "compose.prod.yaml",
        "docker-compose.dev.yml",
    ];
    assert!(found(&[(names[0], over)]).is_empty());
    for name in &names[1..] {
        let found = found(&[(name, over)]);
        assert!(!found.iter().any(|it| it.contains("CP11")), "{found:?}");
    }
    let part = "services:\n  api:\n    image: b\n    networks: [back]\n";
    assert_eq!(found(&[("part.yaml", part)]), ["part.yaml:4 CP1102 error"]);
    let main = format!("include: [part.yaml]\n{main}");
    assert!(found(&[("compose.yaml", &main), ("part.yaml", part)]).is_empty());
}

#[test]
fn what_is_not_known_is_not_missing() {
    for text in [
        "include: [https://example.org/a.git]\nservices: {web: {image: a, networks: [back]}}\n",
        "include: [\"${X}\"]\nservices: {web: {image: a, depends_on: [db]}}\n",
        "services: {web: {image: a, networks: [\"${NET}\"], volumes: [\"$V:/x\", \"${V:-v}:/y\"]}}\n",
        "services: {web: {image: a, links: [\"$A:b\"], network_mode: \"service:$S\"}}\n",
    ] {
        assert!(alone(text).is_empty(), "{text}: {:?}", alone(text));
    }
}

/// Places and words are as they are to be for every beginning of every example.
#[test]
fn invariants_hold_for_the_examples_and_their_prefixes() {
    let linter = Linter::new(&config("select: [CP]"));
    let mut count = 0;
    let compose = |it: &&Example| it.language == Language::Compose;
    // Every third prefix, not the same third of all examples: they are alike, and many.
    for (number, example) in examples().iter().filter(compose).enumerate() {
        for end in (number % 3..=example.text.len()).step_by(3) {
            hold_compose(&linter, &example.text.as_bytes()[..end]);
            count += 1;
        }
    }
    assert!(count > 1000, "{count}");
}

/// A key that nobody wrote has a place; fixes leave broken files alone and empty nothing.
#[test]
fn odd_files_are_handled_with_care() {
    let all = config("select: [CP]");
    let linter = Linter::new(&all);
    for text in [
        ": x\n",
        "services:\n  : x\n",
        "? \n",
        "services: {? }\n",
        "a: &a\n",
    ] {
        hold_compose(&linter, text.as_bytes());
    }
    let fixed = |text: &str| {
        let source = Source::new("compose.yaml", Language::Compose, text);
        fix_all(&all, &source, Applicability::Unsafe)
    };
    for text in [
        "services:\n  web:\n    image:\n",
        "services:\n  web:\n    image: a\n    user: 1000\n    ports: [\"80:80\"\n",
    ] {
        assert_eq!(fixed(text), text);
    }
}

/// One mistake is one finding.
#[test]
fn mistakes_do_not_lead_to_others() {
    for (text, want) in [
        (
            "web:\n  image: a\ndb:\n  image: b\n",
            "compose.yaml:1 CP1013 error",
        ),
        (
            "services:\n  web:\n    image: {{ image }}\n",
            "compose.yaml:3 CP1010 error",
        ),
        (
            "services:\n  {{ name }}:\n    image: a\n",
            "compose.yaml:2 CP1010 error",
        ),
        (
            "services:\n  web:\n    image: a\n    volumes: [./a: /b]\n",
            "compose.yaml:4 CP1016 error",
        ),
        (
            "services:\n  web:\n    image: a\n    volumes: *v\n",
            "compose.yaml:4 CP1003 error",
        ),
        (
            "include: a.yaml\nservices:\n  web: {image: a, networks: [n]}\n",
            "compose.yaml:1 CP1110 error",
        ),
        ("- a\n- b\n", "compose.yaml:1 CP1016 error"),
        ("", "compose.yaml:1 CP1008 error"),
        ("\n\n", "compose.yaml:3 CP1008 error"),
        (
            "services: {web: {image: a}}\nvolumes: [v]\n",
            "compose.yaml:2 CP1016 error",
        ),
    ] {
        assert_eq!(alone(text), [want], "{text}");
    }
}
