//! Findings that are known and accepted, so that only new ones are reported.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Fingerprints};
use crate::text::Source;

/// The version of the file that is written, and the only one that is read.
const VERSION: u32 = 1;

/// Known findings: how many of each kind a file has. A kind is a rule and the text of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    /// By name of the file, then code of the rule, then hash.
    files: BTreeMap<String, BTreeMap<String, BTreeMap<String, usize>>>,
}

/// What is left when known findings are taken away.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Compared {
    /// Findings that are new, in their order.
    pub new: Vec<Finding>,
    /// How many were known.
    pub known: usize,
    /// How many known ones of the files that were checked are no longer there.
    pub gone: usize,
}

impl Baseline {
    /// All these findings are known. `name` gives the name under which a file is kept: one that is
    /// the same on every machine.
    pub fn new(findings: &[Finding], sources: &[Source], name: impl Fn(&Source) -> String) -> Self {
        let mut files: BTreeMap<_, BTreeMap<_, BTreeMap<_, usize>>> = BTreeMap::new();
        let mut prints = Fingerprints::default();
        for (finding, source) in acceptable(findings, sources) {
            let print = prints.of(finding, source);
            let of_file = files.entry(name(source)).or_default();
            let of_rule = of_file.entry(finding.code.to_owned()).or_default();
            *of_rule.entry(key(print.hash)).or_default() += 1;
        }
        let version = VERSION;
        Self { version, files }
    }

    /// Reads what [`Self::to_text`] has written.
    ///
    /// # Errors
    /// The text is no baseline, or one of another version.
    pub fn read(text: &str) -> Result<Self, String> {
        let baseline: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match baseline.version {
            VERSION => Ok(baseline),
            other => Err(format!("version {other} is not known, only {VERSION}")),
        }
    }

    /// JSON, one kind of finding on a line, so that changes to it can be read and merged.
    pub fn to_text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Number of known findings.
    pub fn len(&self) -> usize {
        let rules = self.files.values().flat_map(BTreeMap::values);
        rules.flat_map(BTreeMap::values).sum()
    }

    /// True if nothing is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes the known findings away. If a file has more of a kind than are known, the last ones
    /// count as new. `name` is that of [`Self::new`].
    pub fn compare(
        &self,
        findings: Vec<Finding>,
        sources: &[Source],
        name: impl Fn(&Source) -> String,
    ) -> Compared {
        let names: Vec<_> = sources.iter().map(name).collect();
        let mut prints = Fingerprints::default();
        let mut compared = Compared::default();
        for finding in findings {
            let source = sources.get(finding.file);
            let file = names.get(finding.file).and_then(|it| self.files.get(it));
            let known = file
                .and_then(|rules| rules.get(finding.code))
                .zip(source)
                .is_some_and(|(hashes, source)| {
                    let print = prints.of(&finding, source);
                    let count = hashes.get(&key(print.hash)).copied().unwrap_or(0);
                    print.number <= count
                });
            if known && is_acceptable(&finding) {
                compared.known += 1;
            } else {
                compared.new.push(finding);
            }
        }
        let checked = names.iter().filter_map(|name| self.files.get(name));
        let entries = checked.flat_map(BTreeMap::values);
        let all: usize = entries.flat_map(BTreeMap::values).sum();
        compared.gone = all.saturating_sub(compared.known);
        compared
    }
}

fn key(hash: u64) -> String {
    format!("{hash:016x}")
}

fn acceptable<'f>(
    findings: &'f [Finding],
    sources: &'f [Source],
) -> impl Iterator<Item = (&'f Finding, &'f Source)> {
    findings
        .iter()
        .filter(|finding| is_acceptable(finding))
        .filter_map(|finding| Some((finding, sources.get(finding.file)?)))
}

/// A fault of this program is never something to live with.
fn is_acceptable(finding: &Finding) -> bool {
    finding.code != "DX0001"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::text::{Language, Span};

    fn source(text: &str) -> [Source; 1] {
        [Source::new("Dockerfile", Language::Dockerfile, text)]
    }

    /// A finding of `code` at each place of `mark`.
    fn findings(text: &str, code: &'static str, mark: &str) -> Vec<Finding> {
        text.match_indices(mark)
            .map(|(at, _)| {
                let at = u32::try_from(at).unwrap();
                Finding::new(code, Severity::Info, 0, Span::new(at, at + 1), "it is so")
            })
            .collect()
    }

    fn compare(old: &str, new: &str) -> (usize, usize, usize) {
        let name = |source: &Source| source.name().to_owned();
        let baseline = Baseline::new(&findings(old, "DL3059", "x"), &source(old), name);
        let baseline = Baseline::read(&baseline.to_text()).unwrap();
        let found = findings(new, "DL3059", "x");
        let compared = baseline.compare(found, &source(new), name);
        (compared.new.len(), compared.known, compared.gone)
    }

    #[test]
    fn moved_lines_stay_known() {
        assert_eq!(compare("RUN x\n", "RUN x\n"), (0, 1, 0));
        assert_eq!(compare("RUN x\n", "\n# new\n  RUN   x \\\n\n"), (0, 1, 0));
        assert_eq!(compare("RUN x\nRUN ax\n", "RUN ax\nRUN x\n"), (0, 2, 0));
    }

    #[test]
    fn new_and_gone_ones_are_seen() {
        assert_eq!(compare("RUN x\n", "RUN x\nRUN x\n"), (1, 1, 0));
        assert_eq!(compare("RUN x\nRUN x\n", "RUN x\n"), (0, 1, 1));
        assert_eq!(compare("RUN x\n", "RUN bx\n"), (1, 0, 1));
        assert_eq!(compare("RUN y\n", "RUN y\n"), (0, 0, 0));
    }

    #[test]
    fn other_files_are_refused() {
        for text in [
            "",
            "[]",
            "{}",
            r#"{"version":2,"files":{}}"#,
            r#"{"version":1}"#,
        ] {
            assert!(Baseline::read(text).is_err(), "{text}");
        }
    }
}
