//! Checks that hold for every input, and a source of inputs.

use plimsoll::dockerfile;
use plimsoll::engine::{Linter, Workspace};
use plimsoll::finding::Finding;
use plimsoll::report::{self, Colour, Format, Report};
use plimsoll::text::{Language, Source, Span};

/// Lints `bytes` and panics if something does not hold.
pub fn hold(linter: &Linter, bytes: &[u8]) -> Vec<Finding> {
    let source = Source::new("Dockerfile", Language::Dockerfile, bytes);
    assert_eq!(
        source.text().len(),
        bytes.len(),
        "offsets are those of the file"
    );
    tiling(&source);
    let findings = linter.check(&source, 0);
    for finding in &findings {
        placed(&source, finding.span, &finding.message);
        for label in &finding.labels {
            placed(&source, label.span, &label.message);
        }
        for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            assert!(edit.span.range().end <= source.text().len());
            assert!(
                source.text().get(edit.span.range()).is_some(),
                "edit inside a character"
            );
        }
    }
    // Long outputs are the same again and again.
    if findings.len() < 50 && source.text().len() < 10_000 {
        let sources = [source];
        let report = Report::new(&sources, findings);
        for format in Format::ALL {
            let mut out = Vec::new();
            report::write(format, &report, Colour::Ansi, &mut out).expect("memory can be written");
        }
        return report.findings;
    }
    findings
}

/// Lints `bytes` as a Compose file and panics if something does not hold.
pub fn hold_compose(linter: &Linter, bytes: &[u8]) -> Vec<Finding> {
    let sources = [Source::new("compose.yaml", Language::Compose, bytes)];
    let [source] = &sources;
    let findings = linter.check_in(&Workspace::alone(&sources), 0);
    for finding in &findings {
        assert_eq!(finding.file, 0);
        let message = format!("{} {}", finding.code, finding.message);
        placed(source, finding.span, &message);
        assert!(message.chars().count() <= 120, "{message} is long");
        for label in &finding.labels {
            placed(source, label.span, &label.message);
        }
        for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            assert!(
                source.text().get(edit.span.range()).is_some(),
                "edit inside a character: {message}"
            );
        }
    }
    findings
}

/// The items of the tree follow each other and cover the file.
fn tiling(source: &Source) {
    let document = dockerfile::read(source);
    let mut at = 0;
    for item in &document.tree.items {
        assert_eq!(item.span.start, at, "a gap in the tree");
        at = item.span.end;
    }
    assert_eq!(at as usize, source.text().len(), "the tree ends early");
    for problem in &document.tree.problems {
        placed(source, problem.span, &problem.message);
    }
}

/// A place lies in the file, on character boundaries, and is only empty at the end.
fn placed(source: &Source, span: Span, message: &str) {
    let text = source.text();
    assert!(text.get(span.range()).is_some(), "{span:?} of {message}");
    let at_end = span.start as usize >= text.trim_end().len();
    assert!(
        !span.is_empty() || at_end,
        "{message} has no place: {span:?}"
    );
}

/// Makes odd files out of ordinary ones. The same seed gives the same files.
pub struct Mutator {
    state: u64,
}

/// Pieces that mean something somewhere.
const PIECES: [&str; 40] = [
    "\n",
    "\r\n",
    "\\\n",
    "`\n",
    "\\",
    "`",
    "\"",
    "'",
    "$",
    "${",
    "}",
    "$(",
    ")",
    "`x`",
    "<<EOF",
    "<<-",
    "EOF\n",
    "#",
    "# plimsoll ignore=",
    "# escape=`\n",
    "--from=",
    "--mount=type=",
    "[\"",
    "\"]",
    ",",
    "=",
    " ",
    "\t",
    "\u{a0}",
    "\u{feff}",
    "\0",
    "\u{1b}[31m",
    "é",
    "😀",
    "FROM ",
    "RUN ",
    "COPY ",
    "ONBUILD ",
    "&& ",
    "sudo ",
];

impl Mutator {
    /// Starts with a seed other than 0.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next number below `limit`; xorshift64.
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state % limit.max(1) as u64).unwrap_or(0)
    }

    /// A file made from one of the seeds by a few changes.
    pub fn mutate<S: AsRef<[u8]>>(&mut self, seeds: &[S]) -> Vec<u8> {
        let seed = self.below(seeds.len());
        let mut bytes = seeds[seed].as_ref().to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            match self.below(6) {
                0 => {
                    let end = (at + self.below(20)).min(bytes.len());
                    bytes.drain(at..end);
                }
                1 => {
                    let piece = PIECES[self.below(PIECES.len())];
                    bytes.splice(at..at, piece.bytes());
                }
                2 => {
                    let end = (at + self.below(30)).min(bytes.len());
                    let copy = bytes[at..end].to_vec();
                    let to = self.below(bytes.len() + 1);
                    bytes.splice(to..to, copy);
                }
                3 if at < bytes.len() => bytes[at] = u8::try_from(self.below(256)).unwrap_or(0),
                4 => {
                    let other = self.below(seeds.len());
                    let other = seeds[other].as_ref();
                    let from = self.below(other.len() + 1);
                    let to = (from + self.below(60)).min(other.len());
                    bytes.splice(at..at, other[from..to].iter().copied());
                }
                _ => bytes.truncate(at),
            }
        }
        bytes
    }
}
