//! Cards say what is true: their examples run, their form holds.

use std::fmt::Write as _;

use insta::assert_snapshot;
use plimsoll::dockerfile;
use plimsoll::report::{self, Colour, Format, Report};
use plimsoll::rule::FixKind;
use plimsoll::rules;
use plimsoll::text::Language;
use plimsoll::yaml;

use super::support::{Kind, WITHOUT_EXAMPLES, check, config_for, examples, source};

#[test]
fn examples_fire_where_they_say_and_nowhere_else() {
    for example in examples() {
        let lines = example.lines_in(&example.text);
        let code = example.rule.meta.code;
        match example.kind {
            Kind::Good => assert!(
                lines.is_empty(),
                "{code} fires on a good example:\n{}",
                example.text
            ),
            Kind::Bad => {
                assert!(
                    !example.lines.is_empty(),
                    "{code}: a bad example needs `line=`"
                );
                assert_eq!(lines, example.lines, "{code} on:\n{}", example.text);
            }
        }
    }
}

#[test]
fn every_card_has_examples_of_both_kinds() {
    for rule in rules::all().filter(|rule| !WITHOUT_EXAMPLES.contains(&rule.meta.code)) {
        let count = |kind| {
            let own = |it: &&super::support::Example| it.rule.meta.code == rule.meta.code;
            examples()
                .iter()
                .filter(own)
                .filter(|it| it.kind == kind)
                .count()
        };
        let code = rule.meta.code;
        assert!(
            count(Kind::Bad) >= 2,
            "{code} has less than two bad examples"
        );
        assert!(
            count(Kind::Good) >= 2,
            "{code} has less than two good examples"
        );
    }
}

#[test]
fn fixes_write_what_the_card_says_and_end_the_finding() {
    for example in examples()
        .iter()
        .filter(|example| example.kind == Kind::Bad)
    {
        let code = example.rule.meta.code;
        let fixed = example.mended(&example.text);
        match &example.fixed {
            None if fixed == example.text => {}
            None if example.language == Language::Compose => {
                let problems = |text: &str| yaml::read(text).problems.len();
                let (before, after) = (problems(&example.text), problems(&fixed));
                assert!(after <= before, "{code}: the fix breaks the file:\n{fixed}");
            }
            None => {
                let before = dockerfile::read(&source(example.text.as_str()))
                    .tree
                    .problems
                    .len();
                let after = dockerfile::read(&source(fixed.as_str()))
                    .tree
                    .problems
                    .len();
                assert!(after <= before, "{code}: the fix breaks the file:\n{fixed}");
            }
            Some(wanted) => {
                assert_eq!(&fixed, wanted, "{code}: the fix writes something else");
                let left = example.lines_in(&fixed);
                assert!(left.is_empty(), "{code} fires on its fix");
                let with_breaks = example.text.replace('\n', "\r\n");
                let fixed = example.mended(&with_breaks);
                assert_eq!(
                    fixed,
                    wanted.replace('\n', "\r\n"),
                    "{code}: the fix and CRLF"
                );
            }
        }
    }
}

#[test]
fn rules_with_a_fix_show_one() {
    for rule in rules::all() {
        let shown = examples()
            .iter()
            .any(|it| it.rule.meta.code == rule.meta.code && it.fixed.is_some());
        let code = rule.meta.code;
        assert_eq!(
            rule.meta.fix != FixKind::None,
            shown,
            "{code}: `fix:` and the examples disagree"
        );
    }
}

/// Places and words of what the shell rules say about their bad examples.
#[test]
fn findings_in_shell_examples() {
    let mut list = String::new();
    for example in examples()
        .iter()
        .filter(|example| example.kind == Kind::Bad && example.rule.meta.family() == "SC")
    {
        let config = config_for(example.rule, &example.config);
        let source = source(example.text.as_str());
        for finding in check(&config, example.text.as_str()) {
            let code = finding.code;
            let (start, text) = (
                source.position(finding.span.start),
                source.slice(finding.span),
            );
            let (line, column, message) = (start.line + 1, start.column + 1, &finding.message);
            writeln!(list, "{code} {line}:{column} {text:?} {message}").unwrap();
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots/cards");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| assert_snapshot!("SC", list));
}

/// What users see of each bad example. The many shell rules have a list of their own.
#[test]
fn pretty_output_of_bad_examples() {
    for example in examples()
        .iter()
        .filter(|example| example.kind == Kind::Bad && example.rule.meta.family() != "SC")
    {
        let sources = example.sources(&example.text);
        let findings = example.findings(&example.text);
        let mut out = Vec::new();
        let report = Report::new(&sources, findings);
        report::write(Format::Pretty, &report, Colour::None, &mut out).unwrap();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../snapshots/cards");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            let name = format!("{}-{}", example.rule.meta.code, example.number);
            assert_snapshot!(name, String::from_utf8(out).unwrap());
        });
    }
}

/// Messages are short, specific and in one form.
#[test]
fn messages_have_the_agreed_form() {
    for example in examples()
        .iter()
        .filter(|example| example.kind == Kind::Bad)
    {
        for finding in example.findings(&example.text) {
            let message = &finding.message;
            let code = finding.code;
            let first = message.chars().next().unwrap();
            let word = message.split(' ').next().unwrap();
            let capital = first.is_uppercase() && word.chars().any(char::is_lowercase);
            assert!(!capital, "{code}: message starts with a capital: {message}");
            assert!(
                !message.ends_with('.'),
                "{code}: message ends with a stop: {message}"
            );
            assert!(
                message.chars().count() <= 100,
                "{code}: message is long: {message}"
            );
            for word in ["please", "should", "best practice"] {
                assert!(
                    !message.to_lowercase().contains(word),
                    "{code}: `{word}` in: {message}"
                );
            }
        }
    }
}

#[test]
fn sections_come_in_order() {
    const ORDER: [&str; 6] = [
        "What it does",
        "Why it matters",
        "Examples",
        "Options",
        "When to ignore it",
        "See also",
    ];
    for rule in rules::all() {
        let headings: Vec<_> = rule
            .meta
            .body
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .collect();
        let wanted: Vec<_> = ORDER
            .into_iter()
            .filter(|it| *it != "Options" || headings.contains(it))
            .collect();
        assert_eq!(headings, wanted, "{}", rule.meta.code);
        let length = rule.meta.summary.chars().count();
        assert!(
            length <= 90,
            "{}: the summary has {length} characters",
            rule.meta.code
        );
    }
}

#[test]
fn options_are_documented() {
    for rule in rules::all() {
        let Some(spec) = rule.options else { continue };
        let section = rule
            .meta
            .body
            .split("\n## Options\n")
            .nth(1)
            .unwrap_or_default();
        let section = section.split("\n## ").next().unwrap();
        let listed: Vec<_> = section
            .lines()
            .filter_map(|line| line.strip_prefix("- `")?.split_once('`'))
            .map(|(key, _)| key.to_owned())
            .collect();
        let serde_yaml::Value::Mapping(options) = (spec.show)() else {
            panic!("a mapping")
        };
        let keys: Vec<_> = options.keys().filter_map(|key| key.as_str()).collect();
        assert_eq!(listed, keys, "{}", rule.meta.code);
    }
}

/// The reader at compile time and a YAML parser see the same.
#[test]
fn front_matter_is_yaml() {
    for rule in rules::all() {
        let meta = &rule.meta;
        let family = meta.family().to_lowercase();
        let path = format!(
            "{}/rules/{family}/{}.md",
            env!("CARGO_MANIFEST_DIR"),
            meta.code
        );
        let card = std::fs::read_to_string(&path).unwrap();
        let front = card
            .strip_prefix("---\n")
            .unwrap()
            .split("\n---\n")
            .next()
            .unwrap();
        let yaml: serde_yaml::Value = serde_yaml::from_str(front).unwrap();
        let text = |key: &str| match &yaml[key] {
            serde_yaml::Value::String(text) => text.clone(),
            other => panic!("{path}: {key}: {other:?}"),
        };
        assert_eq!(text("code"), meta.code);
        assert_eq!(text("name"), meta.name);
        assert_eq!(text("summary"), meta.summary);
        assert_eq!(text("severity"), meta.severity.as_str());
        assert_eq!(text("category"), meta.category.as_str());
        assert_eq!(text("fix"), meta.fix.as_str());
        assert_eq!(text("status"), meta.status.as_str());
        assert_eq!(text("since"), meta.since);
        assert_eq!(text("upstream"), meta.upstream);
    }
}

#[test]
fn codes_and_names_are_unique_and_sorted() {
    let codes: Vec<_> = rules::all().map(|rule| rule.meta.code).collect();
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(codes, sorted);
    let mut names: Vec<_> = rules::all().map(|rule| rule.meta.name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "two rules have the same name");
}

/// The index beside the cards. `UPDATE=1 cargo test` writes it anew.
#[test]
fn the_index_of_rules_is_fresh() {
    let mut index = String::from(
        "# Rules\n\n\
         Each rule is a card, which is its documentation and its test, and a check beside it.\n\
         `plimsoll explain CODE` shows a card; rules marked opt-in are off until you select them.\n\n\
         | code | name | what is wrong | severity | fix | also known as |\n\
         | --- | --- | --- | --- | --- | --- |\n",
    );
    for rule in rules::all() {
        let meta = &rule.meta;
        let family = meta.family().to_lowercase();
        let severity = match meta.status.as_str() {
            "stable" => meta.severity.as_str().to_owned(),
            status => format!("{}, {status}", meta.severity.as_str()),
        };
        let fix = if meta.fix == FixKind::None {
            ""
        } else {
            meta.fix.as_str()
        };
        let upstream = if meta.upstream == "none" {
            ""
        } else {
            meta.upstream
        };
        index += &format!(
            "| [{}]({family}/{}.md) | {} | {} | {severity} | {fix} | {upstream} |\n",
            meta.code, meta.code, meta.name, meta.summary,
        );
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rules/README.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &index).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        found, index,
        "run `UPDATE=1 cargo test` and look at rules/README.md"
    );
}
