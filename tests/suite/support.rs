//! What several areas need.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use plimsoll::config::{Config, Layer, Selector, load};
use plimsoll::engine::fix::{self, fix_all};
use plimsoll::engine::{Linter, Workspace};
use plimsoll::finding::{Applicability, Finding};
use plimsoll::project::Host;
use plimsoll::rule::{Category, Rule};
use plimsoll::rules;
use plimsoll::text::{Language, Source};

/// Files in memory.
#[derive(Default)]
pub struct Memory(pub BTreeMap<PathBuf, String>);

impl Memory {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let own = |(path, text): &(&str, &str)| (PathBuf::from(path), (*text).to_owned());
        Self(files.iter().map(own).collect())
    }
}

impl Host for Memory {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        Ok(self.0.get(path).map(|text| text.clone().into_bytes()))
    }

    fn exists(&self, path: &Path) -> bool {
        self.0
            .keys()
            .any(|file| file == path || file.starts_with(path))
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.0
            .keys()
            .any(|file| file != path && file.starts_with(path))
    }
}

/// The configuration that a text in `.plimsoll.yaml` gives.
pub fn config(yaml: &str) -> Config {
    let host = Memory::new(&[(".plimsoll.yaml", yaml)]);
    Config::new(load(Path::new(".plimsoll.yaml"), &host).expect("a valid configuration"))
}

/// The configuration under which the examples of a card run: only this rule, or for rules about
/// the check itself, all of them.
pub fn config_for(rule: &'static Rule, yaml: &str) -> Config {
    let selector = match rule.meta.category {
        Category::Meta => vec![Selector::All, Selector::Rule(rule)],
        _ => vec![Selector::Rule(rule)],
    };
    config(yaml).with(Layer {
        select: Some(selector),
        ..Layer::default()
    })
}

/// Findings in a Dockerfile, sorted by place.
pub fn check(config: &Config, text: impl Into<Vec<u8>>) -> Vec<Finding> {
    let source = source(text);
    Linter::new(config).check(&source, 0)
}

pub fn source(text: impl Into<Vec<u8>>) -> Source {
    Source::new("Dockerfile", Language::Dockerfile, text)
}

/// `line:column code` of all findings, lines and columns from 1.
pub fn show(config: &Config, text: &str) -> Vec<String> {
    let source = source(text);
    let findings = Linter::new(config).check(&source, 0);
    let show = |finding: &Finding| {
        let place = source.position(finding.span.start);
        format!("{}:{} {}", place.line + 1, place.column + 1, finding.code)
    };
    findings.iter().map(show).collect()
}

/// An example of a card.
#[derive(Debug)]
pub struct Example {
    pub rule: &'static Rule,
    /// Its number among the `bad` ones of the card, from 1; 0 for a good one.
    pub number: usize,
    pub kind: Kind,
    pub text: String,
    /// What it is written in.
    pub language: Language,
    /// Other files beside it: name and text.
    pub files: Vec<(String, String)>,
    /// The 1-based lines at which the rule must fire.
    pub lines: Vec<u32>,
    /// Variants that make no sense for it.
    pub skip: Vec<String>,
    /// The configuration that goes with it.
    pub config: String,
    /// What the fix makes of it.
    pub fixed: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Bad,
    Good,
}

/// Rules whose examples cannot be written down in a card.
pub const WITHOUT_EXAMPLES: [&str; 4] = ["DX0001", "DX0005", "DX0006", "DX2009"];

/// The examples of all cards.
pub fn examples() -> Vec<Example> {
    rules::all().flat_map(examples_of).collect()
}

fn examples_of(rule: &'static Rule) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut config = String::new();
    for (info, text) in fences(rule.meta.body) {
        let mut words = info.split(' ');
        let language = words.next().unwrap_or_default();
        let words: Vec<_> = words.collect();
        let value = |key: &str| {
            words
                .iter()
                .find_map(|word| word.strip_prefix(key))
                .map(str::to_owned)
        };
        let list = |key: &str| -> Vec<String> {
            value(key)
                .map(|it| it.split(',').map(str::to_owned).collect())
                .unwrap_or_default()
        };
        let code = rule.meta.code;
        match (language, words.first().copied()) {
            ("yaml", Some("config")) => config = text,
            ("text", None) => {}
            (_, Some(name)) if name.starts_with("file=") => {
                let last = examples.last_mut().expect("a file goes with an example");
                last.files.push((name["file=".len()..].to_owned(), text));
            }
            ("dockerfile" | "yaml", Some("fixed")) => {
                let last = examples
                    .last_mut()
                    .expect("`fixed` follows a `bad` example");
                assert_eq!(
                    last.kind,
                    Kind::Bad,
                    "{code}: `fixed` follows a `bad` example"
                );
                last.fixed = Some(text);
            }
            ("dockerfile" | "yaml", Some(kind @ ("bad" | "good"))) => {
                let kind = if kind == "bad" { Kind::Bad } else { Kind::Good };
                let bad = examples.iter().filter(|it| it.kind == Kind::Bad).count();
                let lines = list("line=")
                    .iter()
                    .map(|line| line.parse().unwrap())
                    .collect();
                examples.push(Example {
                    rule,
                    number: if kind == Kind::Bad { bad + 1 } else { 0 },
                    kind,
                    text,
                    language: if language == "yaml" {
                        Language::Compose
                    } else {
                        Language::Dockerfile
                    },
                    files: Vec::new(),
                    lines,
                    skip: list("skip="),
                    config: config.clone(),
                    fixed: None,
                });
            }
            _ => panic!("{code}: unknown fence `{info}`"),
        }
    }
    examples
}

/// The fenced blocks of a Markdown text: what stands behind the marks, and the text.
pub fn fences(body: &str) -> Vec<(String, String)> {
    let mut fences = Vec::new();
    let mut open: Option<(&str, String, String)> = None;
    for line in body.lines() {
        match &mut open {
            Some((marks, info, text)) if line == *marks => {
                fences.push((std::mem::take(info), std::mem::take(text)));
                open = None;
            }
            Some((_, _, text)) => {
                text.push_str(line);
                text.push('\n');
            }
            None if line.starts_with("```") => {
                let info = line.trim_start_matches('`');
                open = Some((
                    &line[..line.len() - info.len()],
                    info.to_owned(),
                    String::new(),
                ));
            }
            None => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    fences
}

impl Example {
    /// The example, written differently, as a text to check.
    pub fn source(&self, text: &str) -> Source {
        let name = match self.language {
            Language::Compose => "compose.yaml",
            _ => "Dockerfile",
        };
        Source::new(name, self.language, text)
    }

    /// The example and the files beside it.
    pub fn sources(&self, text: &str) -> Vec<Source> {
        let mut sources = vec![self.source(text)];
        for (name, text) in &self.files {
            let ending = Path::new(name).extension();
            let language = if ending.is_some_and(|it| it == "yaml" || it == "yml") {
                Language::Compose
            } else {
                Language::Dockerfile
            };
            sources.push(Source::new(name.as_str(), language, text.as_str()));
        }
        sources
    }

    /// The findings of its rule in the example, written differently.
    pub fn findings(&self, text: &str) -> Vec<Finding> {
        let sources = self.sources(text);
        let files = self
            .files
            .iter()
            .map(|(name, text)| (PathBuf::from(name), text.clone()));
        let host = Memory(files.collect());
        let config = config_for(self.rule, &self.config);
        let workspace = Workspace::new(&sources, &host, vec![PathBuf::new()]);
        let mut findings = Linter::new(&config).check_in(&workspace, 0);
        findings.retain(|it| it.code == self.rule.meta.code);
        findings
    }

    /// What the fixes of its rule make of the example, written differently. The files beside it
    /// stay as they are.
    pub fn mended(&self, text: &str) -> String {
        if self.files.is_empty() {
            let config = config_for(self.rule, &self.config);
            return fix_all(&config, &self.source(text), Applicability::Unsafe);
        }
        let mut text = text.to_owned();
        for _ in 0..10 {
            let mut findings = self.findings(&text);
            findings.retain(|it| it.file == 0);
            match fix::apply(&text, &findings, Applicability::Unsafe) {
                Some(mended) => text = mended,
                None => break,
            }
        }
        text
    }

    /// Lines (from 1) of the findings of its rule in the example, written differently. Those in
    /// files beside it count as well.
    pub fn lines_in(&self, text: &str) -> Vec<u32> {
        let sources = self.sources(text);
        let line = |finding: &Finding| sources[finding.file].position(finding.span.start).line + 1;
        self.findings(text).iter().map(line).collect()
    }
}
