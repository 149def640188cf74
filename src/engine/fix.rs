//! Applying fixes.

use crate::config::Config;
use crate::finding::{Applicability, Edit, Finding};
use crate::text::Source;

use super::Linter;

/// Rounds after which fixes that feed each other are given up.
const MAX_ROUNDS: usize = 10;

/// Applies the first fix of each finding that is at least as sure as `least`. A fix is applied as a
/// whole or not at all; of fixes that touch each other the first in the file wins. Gives the new
/// text, or `None` if there was nothing to do.
pub fn apply(text: &str, findings: &[Finding], least: Applicability) -> Option<String> {
    let mut edits: Vec<&Edit> = Vec::new();
    let fixes = findings.iter().filter_map(|finding| finding.fixes.first());
    for fix in fixes.filter(|fix| fix.applicability >= least && !fix.edits.is_empty()) {
        let touches = |edit: &Edit| {
            let apart = |other: &&Edit| {
                other.span.end < edit.span.start || edit.span.end < other.span.start
            };
            !edits.iter().all(apart)
        };
        if !fix.edits.iter().any(touches) {
            edits.extend(&fix.edits);
        }
    }
    if edits.is_empty() {
        return None;
    }
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out += text.get(at..edit.span.start as usize)?;
        out += &edit.text;
        at = edit.span.end as usize;
    }
    out += text.get(at..)?;
    Some(out)
}

/// Applies fixes until none is left, at most ten rounds. Gives the new text, which is the old one
/// if there was nothing to do, or if the fixes would never end.
pub fn fix_all(config: &Config, source: &Source, least: Applicability) -> String {
    let linter = Linter::new(config);
    let mut text = source.text().to_owned();
    for _ in 0..MAX_ROUNDS {
        let now = Source::new(source.name(), source.language(), text.as_str());
        match apply(&text, &linter.check(&now, 0), least) {
            Some(next) => text = next,
            None => return text,
        }
    }
    source.text().to_owned()
}
