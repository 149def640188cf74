//! Cards: the Markdown file of a rule, and what is read from it at compile time.
//!
//! The front matter is flat with a fixed order of keys, so that a `const fn` can read it and a bad
//! card is a compile error. The body is only carried along.

#![expect(
    clippy::indexing_slicing,
    reason = "constants have no other way, and fail to compile"
)]

use crate::finding::Severity;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// The build or the container does not do what is meant.
    Correctness,
    /// Someone could get at something.
    Security,
    /// The same file gives different images over time.
    Reproducibility,
    /// Size of the image, use of the cache.
    Efficiency,
    /// Outdated or confusing to readers.
    Maintainability,
    /// A matter of form.
    Style,
    /// About the check itself: a file that cannot be read, a comment that does nothing.
    Meta,
}

impl Category {
    /// All categories.
    pub const ALL: [Self; 7] = [
        Self::Correctness,
        Self::Security,
        Self::Reproducibility,
        Self::Efficiency,
        Self::Maintainability,
        Self::Style,
        Self::Meta,
    ];

    /// The word in cards, selectors and reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Correctness => "correctness",
            Self::Security => "security",
            Self::Reproducibility => "reproducibility",
            Self::Efficiency => "efficiency",
            Self::Maintainability => "maintainability",
            Self::Style => "style",
            Self::Meta => "meta",
        }
    }
}

/// Whether findings of a rule come with a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// They do not.
    None,
    /// Some come with one that keeps the image as it is.
    Safe,
    /// Some come with one that may change the image.
    Unsafe,
}

impl FixKind {
    /// The word in cards and reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// How settled a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maturity {
    /// On by default.
    Stable,
    /// New: off unless selected by code or name, or by `--preview`.
    Preview,
    /// Off unless selected, for good: a matter of taste or policy.
    OptIn,
}

impl Maturity {
    /// The word in cards and reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Preview => "preview",
            Self::OptIn => "opt-in",
        }
    }
}

/// What a card says about its rule.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Meta {
    /// Family letters and four digits.
    pub code: &'static str,
    /// Kebab-case name of the bad thing.
    pub name: &'static str,
    /// One sentence that says what is wrong.
    pub summary: &'static str,
    /// Severity of its findings by default.
    pub severity: Severity,
    /// What it is about.
    pub category: Category,
    /// Whether it comes with fixes.
    pub fix: FixKind,
    /// How settled it is.
    pub status: Maturity,
    /// First version that has it.
    pub since: &'static str,
    /// Rules of other programs that mean the same, such as `hadolint DL3059`, separated by commas;
    /// `none` if there are none.
    pub upstream: &'static str,
    /// The rest of the card: Markdown.
    pub body: &'static str,
}

impl Meta {
    /// Reads the card of the rule `code`.
    ///
    /// # Panics
    /// At compile time, with what is wrong with the card.
    pub const fn read(code: &str, card: &'static str) -> Self {
        let at = literal(card, 0, "---\n", "card: does not start with a line `---`");
        let (given, at) = field(card, at, "code: ", "card: expected the key `code`");
        assert!(
            equal(given.as_bytes(), code.as_bytes()),
            "card: `code` is not that of the rule"
        );
        let (name, at) = field(card, at, "name: ", "card: expected the key `name`");
        let (summary, at) = field(card, at, "summary: ", "card: expected the key `summary`");
        let (severity, at) = field(card, at, "severity: ", "card: expected the key `severity`");
        let (category, at) = field(card, at, "category: ", "card: expected the key `category`");
        let (fix, at) = field(card, at, "fix: ", "card: expected the key `fix`");
        let (status, at) = field(card, at, "status: ", "card: expected the key `status`");
        let (since, at) = field(card, at, "since: ", "card: expected the key `since`");
        let (upstream, at) = field(card, at, "upstream: ", "card: expected the key `upstream`");
        let at = literal(
            card,
            at,
            "---\n",
            "card: expected a line `---` behind `upstream`",
        );
        Self {
            code: given,
            name,
            summary,
            severity: read_severity(severity),
            category: read_category(category),
            fix: read_fix(fix),
            status: read_status(status),
            since,
            upstream,
            body: card.split_at(at).1,
        }
    }

    /// The letters of the code, such as `DL`.
    pub fn family(&self) -> &'static str {
        self.code.trim_end_matches(|c: char| c.is_ascii_digit())
    }

    /// The digits of its code.
    pub fn number(&self) -> &'static str {
        self.code.trim_start_matches(|c: char| !c.is_ascii_digit())
    }

    /// Names under which other programs know the rule: hadolint's code, BuildKit's check name.
    pub fn upstream_names(&self) -> impl Iterator<Item = &'static str> {
        let names = self.upstream.split(", ").filter(|it| *it != "none");
        names
            .filter_map(|it| it.split_once(' '))
            .map(|(_, name)| name)
    }

    /// The page of the rule.
    pub fn url(&self) -> String {
        let family = self.family().to_ascii_lowercase();
        format!(
            "{}/blob/main/rules/{family}/{}.md",
            env!("CARGO_PKG_REPOSITORY"),
            self.code
        )
    }
}

/// Passes over `text` at `at`, or fails with `message`.
const fn literal(card: &str, at: usize, text: &str, message: &str) -> usize {
    let (card, text) = (card.as_bytes(), text.as_bytes());
    let mut index = 0;
    while index < text.len() {
        assert!(
            at + index < card.len() && card[at + index] == text[index],
            "{}",
            message
        );
        index += 1;
    }
    at + text.len()
}

/// The value of a key, and the offset of the next line.
const fn field(card: &'static str, at: usize, key: &str, message: &str) -> (&'static str, usize) {
    let start = literal(card, at, key, message);
    let bytes = card.as_bytes();
    let mut end = start;
    while end < bytes.len() && bytes[end] != b'\n' {
        end += 1;
    }
    assert!(end > start && end < bytes.len(), "card: a value is empty");
    // YAML wants quotes around a value that starts with a backtick.
    let quoted = end > start + 1 && bytes[start] == b'"' && bytes[end - 1] == b'"';
    let (from, to) = if quoted {
        (start + 1, end - 1)
    } else {
        (start, end)
    };
    (card.split_at(to).0.split_at(from).1, end + 1)
}

const fn equal(a: &[u8], b: &[u8]) -> bool {
    let mut index = 0;
    while index < a.len() && index < b.len() && a[index] == b[index] {
        index += 1;
    }
    index == a.len() && index == b.len()
}

const fn read_severity(word: &str) -> Severity {
    match word.as_bytes() {
        b"error" => Severity::Error,
        b"warning" => Severity::Warning,
        b"info" => Severity::Info,
        b"style" => Severity::Style,
        _ => panic!("card: severity must be error, warning, info or style"),
    }
}

const fn read_category(word: &str) -> Category {
    match word.as_bytes() {
        b"correctness" => Category::Correctness,
        b"security" => Category::Security,
        b"reproducibility" => Category::Reproducibility,
        b"efficiency" => Category::Efficiency,
        b"maintainability" => Category::Maintainability,
        b"style" => Category::Style,
        b"meta" => Category::Meta,
        _ => panic!(
            "card: category must be correctness, security, reproducibility, efficiency, \
             maintainability, style or meta"
        ),
    }
}

const fn read_fix(word: &str) -> FixKind {
    match word.as_bytes() {
        b"none" => FixKind::None,
        b"safe" => FixKind::Safe,
        b"unsafe" => FixKind::Unsafe,
        _ => panic!("card: fix must be none, safe or unsafe"),
    }
}

const fn read_status(word: &str) -> Maturity {
    match word.as_bytes() {
        b"stable" => Maturity::Stable,
        b"preview" => Maturity::Preview,
        b"opt-in" => Maturity::OptIn,
        _ => panic!("card: status must be stable, preview or opt-in"),
    }
}
