//! Remarks of the kind ShellCheck makes, from the `shuck` linter.
//!
//! The seam: codes go in, remarks with a code and a place in the script come out. Nothing of the
//! crate is seen outside.

use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;

use shuck_linter::{
    AmbientShellOptions, AnalysisRequest, Diagnostic, LinterSettings, Rule, ShellCheckCodeMap,
    ShellDialect,
};

use crate::text::Range;

use super::parse::Tree;
use super::{Command, Dialect, Script, Status, screen};

/// The time that the linter takes grows with the square of the number of commands.
const MAX_COMMANDS: usize = 400;

/// Longest script in bytes that is linted.
const MAX_SCRIPT: usize = 32 << 10;

/// Codes and rules, in both directions. It takes some microseconds to build.
static CODES: LazyLock<ShellCheckCodeMap> = LazyLock::new(ShellCheckCodeMap::default);

/// Where the crate has another number for what ShellCheck says: its number, and ShellCheck's.
const RENUMBERED: [(u32, u32); 13] = [
    (2264, 2299),
    (2277, 1085),
    (2336, 2179),
    (2370, 2188),
    (2387, 2290),
    (2389, 1061),
    (2390, 1061),
    (2391, 1048),
    (2396, 1057),
    (2399, 2190),
    (3042, 3039),
    (3073, 3029),
    (3079, 3056),
];

/// The rules that find what ShellCheck has under this number.
fn rules(code: u32) -> impl Iterator<Item = Rule> {
    let taken = RENUMBERED.iter().any(|(own, _)| *own == code);
    let renumbered = RENUMBERED.iter().filter(move |(_, number)| *number == code);
    let own = Some(code).filter(|_| !taken);
    own.into_iter()
        .chain(renumbered.map(|(own, _)| *own))
        .filter_map(|code| CODES.resolve(&code.to_string()))
}

/// ShellCheck's number for what a rule finds.
fn code(rule: Rule) -> Option<u32> {
    let own = CODES.code_for_rule(rule)?;
    let renumbered = RENUMBERED.iter().find(|(number, _)| *number == own);
    Some(renumbered.map_or(own, |(_, number)| *number))
}

/// About blanks between the arguments of `echo`. Those that indent a continued line are not meant
/// to be seen.
const BLANKS: u32 = 2291;

/// About `$x` in single quotes, which is right where another shell gets the text.
const LITERAL: u32 = 2016;

/// About variables without quotes. Those that the file sets count as harmless.
const UNQUOTED: u32 = 2086;

/// About substitutions without quotes.
const SUBSTITUTION: u32 = 2046;

/// True in a value that `export` and its like set, which busybox does not split.
fn is_value(script: &Script<'_>, range: Range) -> bool {
    let sets = |command: &Command<'_>| {
        let name = command.program();
        matches!(name, Some("export" | "local" | "readonly"))
            && command.args().any(|word| {
                let whole = word.range();
                let inside = whole.start < range.start && range.end <= whole.end;
                inside && word.raw().contains('=')
            })
    };
    script.dialect == Dialect::Ash && script.commands().any(|command| sets(&command))
}

/// True if a variable is set for the script, and by nothing in front of it.
fn is_known(script: &Script<'_>, range: Range) -> bool {
    let text = script.text.as_str();
    let name = range.of(text).trim_matches(['$', '{', '}']);
    let before = text.get(..range.start as usize).unwrap_or_default();
    // `PATH=$PATH:…` sets it, but not before it is read.
    let set = format!("{name}=");
    let before = before.strip_suffix(&set).unwrap_or(before);
    script.names.iter().any(|it| it == name) && !before.contains(&set)
}

/// True if the place is in an argument of a shell, which the linter only knows without its folder.
fn is_for_a_shell(script: &Script<'_>, range: Range) -> bool {
    let around = |command: &Command<'_>| {
        let whole = command.range();
        whole.start <= range.start && range.end <= whole.end
    };
    let shell = |command: Command<'_>| {
        command
            .program()
            .is_some_and(|program| Dialect::of_program(program).is_posix_like())
    };
    script.commands().filter(around).any(shell)
}

/// About braces that are no syntax. In a template they are that of the template.
const BRACE: u32 = 1083;

/// True if a range of the script stands on several lines of the file.
fn is_continued(script: &Script<'_>, range: Range) -> bool {
    let text = &script.text;
    text.span(range).of(text.file()).contains('\n')
}

/// One remark about a script.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remark {
    /// The number of the code: 2086 for `SC2086`.
    pub code: u32,
    /// The place in the script.
    pub range: Range,
    /// What is wrong.
    pub message: String,
}

/// The script is too long, or the linter failed on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread;

/// A shell linter that runs a set of codes.
#[derive(Debug)]
pub struct Linter {
    /// By shell, `errexit` and `pipefail`.
    settings: Vec<LinterSettings>,
}

const SHELLS: [ShellDialect; 4] = [
    ShellDialect::Sh,
    ShellDialect::Dash,
    ShellDialect::Bash,
    ShellDialect::Ksh,
];

impl Linter {
    /// A linter for these codes. None if it knows none of them.
    pub fn new(codes: impl IntoIterator<Item = u32>) -> Option<Self> {
        let rules: Vec<Rule> = codes.into_iter().flat_map(rules).collect();
        if rules.is_empty() {
            return None;
        }
        let base = LinterSettings::for_rules(rules).with_resolve_source_closure(false);
        let settings = (0..SHELLS.len() * 4)
            .map(|index| {
                let shell = SHELLS.get(index / 4).copied().unwrap_or_default();
                let options = AmbientShellOptions {
                    errexit: index & 1 != 0,
                    pipefail: index & 2 != 0,
                };
                let settings = base.clone().with_shell(shell);
                settings.with_ambient_shell_options(options)
            })
            .collect();
        Some(Self { settings })
    }

    /// True if there is a rule for the code.
    pub fn knows(code: u32) -> bool {
        rules(code).next().is_some()
    }

    /// True if there is surely nothing to say about a script. Cheap, and true for most of them.
    pub fn is_silent_on(&self, script: &Script<'_>) -> bool {
        let linted = script.tree.is_some() && !script.is_quoted && script.status != Status::Cut;
        !linted || (!is_long(script) && !screen::may_speak(script))
    }

    /// Remarks about a script, by place. Scripts that are no kin of the Bourne shell have none.
    ///
    /// # Errors
    /// The script is too long to be looked at in reasonable time.
    pub fn check(&self, script: &Script<'_>) -> Result<Vec<Remark>, Unread> {
        let Some((tree, settings)) = script.tree.as_ref().zip(self.settings(script)) else {
            return Ok(Vec::new());
        };
        // A script that was not parsed to its end has been reported already. What another script
        // hands to a shell is a string to this one.
        if script.status == Status::Cut || script.is_quoted {
            return Ok(Vec::new());
        }
        let text = script.text.as_str();
        if is_long(script) {
            return Err(Unread);
        }
        let found =
            std::panic::catch_unwind(AssertUnwindSafe(|| lint(tree, tree.source(text), settings)));
        let found = found.map_err(|_| Unread)?;
        let mut remarks: Vec<_> = found
            .into_iter()
            .filter_map(|diagnostic| remark(tree, text, diagnostic))
            .filter(|remark| script.dialect != Dialect::Ash || !is_in_busybox(remark.code))
            .filter(|remark| remark.code != BRACE || !text.contains("{{ ."))
            .filter(|remark| remark.code != BLANKS || !is_continued(script, remark.range))
            .filter(|remark| remark.code != UNQUOTED || !is_known(script, remark.range))
            .filter(|remark| {
                !matches!(remark.code, UNQUOTED | SUBSTITUTION) || !is_value(script, remark.range)
            })
            .filter(|remark| remark.code != LITERAL || !is_for_a_shell(script, remark.range))
            .collect();
        remarks.sort_by_key(|remark| (remark.range, remark.code));
        Ok(remarks)
    }

    fn settings(&self, script: &Script<'_>) -> Option<&LinterSettings> {
        let shell = match script.dialect {
            Dialect::Sh => 0,
            Dialect::Dash | Dialect::Ash => 1,
            Dialect::Bash => 2,
            Dialect::Ksh => 3,
            Dialect::Zsh | Dialect::PowerShell | Dialect::Cmd | Dialect::Other => return None,
        };
        let options = usize::from(script.errexit) | usize::from(script.pipefail) << 1;
        self.settings.get(shell * 4 + options)
    }
}

fn is_long(script: &Script<'_>) -> bool {
    script.text.as_str().len() > MAX_SCRIPT || script.commands.len() > MAX_COMMANDS
}

fn lint(tree: &Tree, source: &str, settings: &LinterSettings) -> Vec<Diagnostic> {
    let request = AnalysisRequest::from_parse_result(&tree.parsed, source, settings);
    // Looking for `# shellcheck disable=` takes time, too.
    if source.contains("shellcheck") {
        request.lint()
    } else {
        request.without_suppressions().lint()
    }
}

fn remark(tree: &Tree, text: &str, diagnostic: Diagnostic) -> Option<Remark> {
    Some(Remark {
        code: code(diagnostic.rule)?,
        range: visible(text, tree.range(diagnostic.span)?),
        message: diagnostic.message,
    })
}

/// A place that can be seen: no blanks and separators at its end, and never empty, for the linter
/// gives some places as points.
pub(super) fn visible(text: &str, range: Range) -> Range {
    let start = range.start as usize;
    let trimmed = range.of(text).trim_end_matches([' ', '\t', '\n', ';']);
    if !trimmed.is_empty() {
        let end = start + trimmed.len();
        // A group that ends the script comes without its end.
        let open =
            trimmed.starts_with('(') && trimmed.matches('(').count() > trimmed.matches(')').count();
        let behind = text.get(end..).unwrap_or_default();
        let close = behind
            .find(')')
            .filter(|_| open && behind.trim_start().starts_with(')'));
        return Range::new(start, end + close.map_or(0, |at| at + 1));
    }
    let rest = text.get(start..).unwrap_or_default();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let word = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let len = match rest.chars().next() {
        Some(first) if word == 0 && first != '\n' => first.len_utf8(),
        Some(_) if word > 0 => word,
        // At the end of a line, what stands in front of it is meant.
        _ => {
            let before = text.get(..start).unwrap_or_default().trim_end();
            let last = before.chars().next_back().map_or(0, char::len_utf8);
            return Range::new(before.len() - last, before.len());
        }
    };
    Range::new(start, start + len)
}

/// What `sh` has in busybox, though it is not POSIX: `echo` with options, `[[`, `==`, `source`,
/// `${x:1:2}`, `${x/a/b}`, `&>`, `$'…'`, `local`, `let`, `read -t`, `set -o pipefail`, `trap` with
/// `SIG`, `.` with arguments. Source: the options of ash in busybox as Alpine builds it.
fn is_in_busybox(code: u32) -> bool {
    matches!(
        code,
        2240 | 3003
            | 3010
            | 3014
            | 3020
            | 3037
            | 3039
            | 3040
            | 3043
            | 3045
            | 3046
            | 3048
            | 3051
            | 3057
            | 3058
            | 3060
            | 3065
            | 3067
    )
}
