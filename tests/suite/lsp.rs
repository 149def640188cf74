//! What the language server offers: comments that ignore, cards.

use std::collections::BTreeMap;

use lsp_types::{HoverContents, Position};
use plimsoll::engine::{Ignoring, Linter};
use plimsoll::finding::Finding;
use plimsoll::lsp::{Encoding, Markup, hover};
use plimsoll::rule::Category;
use plimsoll::rules;
use plimsoll::text::{Language, Source};

use super::support::{config, examples};

/// How many findings there are of each rule, those about comments left out.
fn counts(findings: &[Finding]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    let is_meta =
        |code: &str| rules::find(code).is_some_and(|it| it.meta.category == Category::Meta);
    for finding in findings.iter().filter(|it| !is_meta(it.code)) {
        *counts.entry(finding.code).or_default() += 1;
    }
    counts
}

fn with_fix(source: &Source, finding: &Finding) -> Option<Source> {
    let fix = Ignoring::new(source).fix(finding)?;
    let [edit] = fix.edits.as_slice() else {
        panic!("one comment is one edit");
    };
    let mut text = source.text().to_owned();
    text.insert_str(edit.span.start as usize, &edit.text);
    Some(Source::new(source.name(), source.language(), text))
}

/// For each finding of the examples, also with the line breaks of Windows: the comment that is
/// offered hides it, and brings nothing new but what is said about comments.
#[test]
fn comments_that_are_offered_hide_what_they_should() {
    // DL1001 is about every such comment, and DX2010 takes those above a stage for a description,
    // as BuildKit does.
    let all = config("select: [all]\npreview: true\nignore: [DL1001, DX2010]\n");
    let linter = Linter::new(&all);
    let (mut offered, mut refused, mut wrong) = (0, Vec::new(), Vec::new());
    for example in examples() {
        for text in [example.text.clone(), example.text.replace('\n', "\r\n")] {
            let source = example.source(&text);
            let findings = linter.check(&source, 0);
            let before = counts(&findings);
            let about_code = |it: &&Finding| before.contains_key(it.code);
            for finding in findings.iter().filter(about_code) {
                let show = || format!("{} in {:?}", finding.code, source.text());
                let Some(after) = with_fix(&source, finding) else {
                    refused.push(show());
                    continue;
                };
                offered += 1;
                let found = linter.check(&after, 0);
                let now = counts(&found);
                let left = now.get(finding.code).copied().unwrap_or_default();
                if left >= before[finding.code] {
                    wrong.push(format!("{} is not hidden: {:?}", show(), after.text()));
                }
                for (code, count) in &now {
                    let was = before.get(code).copied().unwrap_or_default();
                    if *count > was {
                        wrong.push(format!("{} brings {code}: {:?}", show(), after.text()));
                    }
                }
            }
        }
    }
    let count = wrong.len();
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{count} of {offered}: {wrong:#?}");
    assert!(offered > 1000, "{offered}");
    let few = refused.len() * 100 <= offered;
    assert!(few, "{offered} offered, refused {refused:#?}");
}

#[test]
fn comments_are_where_they_belong() {
    for (language, text, want) in [
        // Above parser directives it would switch them off.
        (
            Language::Dockerfile,
            "\u{feff}# escape=`\n# x\n  RUN a `\n b\n",
            "\u{feff}# escape=`\n# x\n  # plimsoll ignore=DL3061\n  RUN a `\n b\n",
        ),
        (
            Language::Dockerfile,
            "\u{feff}RUN a",
            "\u{feff}# plimsoll ignore=DL3061\nRUN a",
        ),
        // The instruction begins with a line of its own.
        (
            Language::Dockerfile,
            " \\\n# c\nRUN a\n",
            " # plimsoll ignore=DL3061\n \\\n# c\nRUN a\n",
        ),
    ] {
        let source = Source::new("Dockerfile", language, text);
        let findings = Linter::new(&config("select: [DL3061]\n")).check(&source, 0);
        let after = with_fix(&source, &findings[0]).unwrap();
        assert_eq!(after.text(), want);
    }
}

#[test]
fn all_cards_can_be_shown() {
    for rule in rules::all() {
        let text = format!("# plimsoll ignore={} x", rule.meta.code);
        let source = Source::new("Dockerfile", Language::Dockerfile, text);
        let show = |markup| {
            let at = Position::new(0, 20);
            let shown = hover(&source, [], at, Encoding::Utf16, markup).unwrap();
            let HoverContents::Markup(content) = shown.contents else {
                panic!("it is marked up");
            };
            content.value
        };
        assert!(show(Markup::Plain).contains(rule.meta.summary));
        let card = show(Markup::Markdown);
        for behind in card.split("](").skip(1) {
            let code = rule.meta.code;
            assert!(behind.starts_with("https://"), "{code}: {behind:.60}");
        }
        assert!(!card.contains("\n## "));
    }
}
