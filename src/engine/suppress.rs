//! Comments that ignore rules.

use std::collections::{HashMap, HashSet};

use crate::config::Selector;
use crate::dockerfile::ast::Kind;
use crate::facts::{Code, Pragma, PragmaKind, Tool};
use crate::finding::Finding;
use crate::rule::{File, Rule, buildkit};
use crate::rules;
use crate::text::{Span, nearest};

use super::checks::Switches;
use super::plan::Plan;

/// The rule about ignores that hide nothing.
pub(super) const UNUSED: &str = "DX0003";
/// The rule about ignores that cannot be understood.
pub(super) const UNKNOWN: &str = "DX0004";

/// Drops the findings that comments of the file ignore, and adds findings about comments that hide
/// nothing or name no rule.
pub(super) fn suppress(
    findings: Vec<Finding>,
    plan: &Plan,
    file: &File<'_>,
    switches: &Switches<'_>,
    comments: Comments,
) -> Vec<Finding> {
    let pragmas = match comments {
        Comments::Count => file.facts.pragmas(&file.document),
        Comments::Ignored => &[],
    };
    if pragmas.is_empty() && !switches.is_given {
        return findings;
    }
    let mut ignores = Ignores {
        file,
        orders: Vec::new(),
        by_place: HashMap::new(),
    };
    let mut complaints = Vec::new();
    for pragma in pragmas {
        let replaced = pragma.tool == Tool::BuildKit && switches.is_given;
        if !(replaced && matches!(pragma.kind, PragmaKind::IgnoreFile(_))) {
            ignores.add(pragma, plan, &mut complaints);
        }
    }
    if switches.is_given {
        ignores.add_given(switches);
    }
    let mut used = HashSet::new();
    let mut kept: Vec<_> = findings
        .into_iter()
        .chain(complaints)
        .filter(|finding| !ignores.hide(finding, &mut used))
        .collect();
    let mut complaints = Vec::new();
    let about_unused = |order: &Order<'_>| order.rules.contains(&UNUSED);
    // An order about unused ignores can only be judged when these are known.
    for (index, order) in ignores.orders.iter().enumerate() {
        if !used.contains(&index) && order.counts && !about_unused(order) {
            complaints.extend(unused(order, plan, file));
        }
    }
    kept.extend(
        complaints
            .into_iter()
            .filter(|finding| !ignores.hide(finding, &mut used)),
    );
    for (index, order) in ignores.orders.iter().enumerate() {
        if !used.contains(&index) && order.counts && about_unused(order) {
            kept.extend(unused(order, plan, file));
        }
    }
    kept
}

/// Whether comments may ignore rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comments {
    /// They may.
    Count,
    /// The configuration forbids it.
    Ignored,
}

/// The wish of one comment to ignore one rule or group.
struct Order<'s> {
    code: Code<'s>,
    /// The codes that it means.
    rules: Vec<&'static str>,
    /// It is worth a word if it hides nothing: it speaks to this program, or to hadolint about a
    /// rule that runs here.
    counts: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Place {
    File,
    Stage(usize),
    Instruction(usize),
    Line(u32),
}

struct Ignores<'f, 's> {
    file: &'f File<'s>,
    orders: Vec<Order<'s>>,
    by_place: HashMap<(Place, &'static str), Vec<usize>>,
}

impl<'s> Ignores<'_, 's> {
    fn add(&mut self, pragma: &Pragma<'s>, plan: &Plan, complaints: &mut Vec<Finding>) {
        let (codes, place) = match &pragma.kind {
            PragmaKind::IgnoreFile(codes) => (codes, Some(Place::File)),
            PragmaKind::IgnoreStage(codes) => (codes, self.stage(pragma)),
            PragmaKind::IgnoreNext(codes) => (codes, self.next(pragma)),
            PragmaKind::Shell(_) => return,
            PragmaKind::Malformed(span) => {
                let message = "this comment looks like an ignore, but ignores nothing";
                if let Some(finding) = complaint(UNKNOWN, message, *span, plan, self.file) {
                    complaints.push(helped(finding, "write `# plimsoll ignore=CODE reason`"));
                }
                return;
            }
        };
        let local = matches!(pragma.kind, PragmaKind::IgnoreNext(_));
        for code in codes {
            if let Some((message, help)) = check_fault(*code, pragma.tool, local) {
                let finding = complaint(UNKNOWN, &message, code.span, plan, self.file);
                complaints.extend(finding.map(|finding| helped(finding, &help)));
            }
            let rules = match meant(*code, pragma.tool, local) {
                Ok(rules) => rules,
                Err(help) => {
                    let message = format!("there is no rule `{}` to ignore", code.text);
                    complaints.extend(
                        complaint(UNKNOWN, &message, code.span, plan, self.file)
                            .map(|finding| helped(finding, &help)),
                    );
                    continue;
                }
            };
            let runs = |rule: &&str| plan.get(rule).is_some_and(|active| !active.dormant);
            let runs = rules.iter().any(runs);
            let index = self.orders.len();
            for rule in &rules {
                if let Some(place) = place {
                    self.by_place.entry((place, rule)).or_default().push(index);
                }
            }
            let counts = runs && !matches!(pragma.tool, Tool::BuildKit | Tool::ShellCheck);
            self.orders.push(Order {
                code: *code,
                rules,
                counts,
            });
        }
    }

    /// Skips what a build argument names.
    fn add_given(&mut self, switches: &Switches<'_>) {
        let names = switches.file.skip.iter();
        let rules: Vec<_> = names.flat_map(|(name, _)| skipped(name, false)).collect();
        for rule in &rules {
            let orders = self.by_place.entry((Place::File, rule)).or_default();
            orders.push(self.orders.len());
        }
        let (text, span) = ("", Span::at(0));
        self.orders.push(Order {
            code: Code { text, span },
            rules,
            counts: false,
        });
    }

    /// The next instruction; inside an instruction, its next line with content.
    fn next(&self, pragma: &Pragma<'_>) -> Option<Place> {
        let tree = &self.file.document.tree;
        if pragma.inside.is_some() {
            let lines = self.file.source.lines();
            let mut line = lines.line(pragma.span.start) + 1;
            while line < lines.lines() {
                let content = lines.span(line).of(self.file.source.text()).trim();
                if !content.is_empty() && !content.starts_with('#') {
                    return Some(Place::Line(line));
                }
                line += 1;
            }
            return None;
        }
        let at = tree
            .instructions
            .partition_point(|it| it.span.start < pragma.span.start);
        tree.instructions
            .get(at)
            .map(|it| Place::Instruction(it.index))
    }

    /// The stage that starts with the next instruction, else the one around the comment, else the
    /// first.
    fn stage(&self, pragma: &Pragma<'_>) -> Option<Place> {
        let document = &self.file.document;
        let instructions = &document.tree.instructions;
        let at = instructions.partition_point(|it| it.span.start < pragma.span.start);
        let stage = |index: usize| {
            document
                .model
                .stage_of(index)
                .map(|it| Place::Stage(it.index))
        };
        let opens = |index: &usize| {
            instructions
                .get(*index)
                .is_some_and(|it| matches!(it.kind, Kind::From(_)))
        };
        let next = Some(at).filter(opens).and_then(stage);
        let around = || at.checked_sub(1).and_then(stage);
        let first = || {
            document
                .model
                .stages
                .first()
                .map(|it| Place::Stage(it.index))
        };
        next.or_else(around).or_else(first)
    }

    /// True if a comment hides the finding; notes which.
    fn hide(&self, finding: &Finding, used: &mut HashSet<usize>) -> bool {
        let document = &self.file.document;
        let at = finding.span.start;
        let instruction = super::instruction_at(self.file, at);
        let stage = instruction.and_then(|it| document.model.stage_of(it.index));
        let places = [
            Some(Place::File),
            stage.map(|it| Place::Stage(it.index)),
            instruction.map(|it| Place::Instruction(it.index)),
            instruction.map(|_| Place::Line(self.file.source.lines().line(at))),
        ];
        let mut hidden = false;
        let codes = [Some(finding.code), finding.replaces];
        for place in places.into_iter().flatten() {
            for code in codes.into_iter().flatten() {
                if let Some(orders) = self.by_place.get(&(place, code)) {
                    used.extend(orders);
                    hidden = true;
                }
            }
        }
        hidden
    }
}

/// The rules a comment means. `Err` is help for a name that means none.
pub(super) fn meant(code: Code<'_>, tool: Tool, local: bool) -> Result<Vec<&'static str>, String> {
    let one = |rule: &'static Rule| vec![rule.meta.code];
    match tool {
        Tool::BuildKit => Ok(skipped(code.text, local)),
        // It is for another program, too, which knows more codes.
        Tool::ShellCheck if code.text == "all" => {
            let shell = rules::all().filter(|rule| rule.meta.family() == "SC");
            Ok(shell.map(|rule| rule.meta.code).collect())
        }
        Tool::ShellCheck => Ok(rules::find(code.text).map(one).unwrap_or_default()),
        Tool::Hadolint | Tool::Plimsoll => match Selector::read(code.text) {
            Ok(Selector::Rule(rule)) => Ok(one(rule)),
            Ok(selector) => {
                let matching = rules::all().filter(|rule| selector.matches(rule) > 0);
                Ok(matching.map(|rule| rule.meta.code).collect())
            }
            // hadolint and ShellCheck have codes that no rule here answers to.
            Err(_) if tool == Tool::Hadolint && is_foreign(code.text) => Ok(Vec::new()),
            Err(_) => Err(suggestion(code.text)),
        },
    }
}

/// The rules that `# check=skip=` means by a name. BuildKit accepts unknown names, and so may know
/// more checks than we do.
fn skipped(name: &str, local: bool) -> Vec<&'static str> {
    let meant = |rule: &&Rule| {
        buildkit::of(rule.meta.upstream).is_some_and(|check| {
            let open = !check.experimental && (check.local || !local);
            open && (name == "all" || name == check.name)
        })
    };
    rules::all()
        .filter(meant)
        .map(|rule| rule.meta.code)
        .collect()
}

/// What is wrong with a name behind `# check=skip=`, and what to do: BuildKit does not know it by
/// this spelling, or does not look for it at this place.
fn check_fault(code: Code<'_>, tool: Tool, local: bool) -> Option<(String, String)> {
    let name = code.text;
    if tool != Tool::BuildKit || name == "all" {
        return None;
    }
    let Some(check) = buildkit::find(name) else {
        let known = buildkit::CHECKS.iter().map(|check| check.name);
        let same = known.clone().find(|it| it.eq_ignore_ascii_case(name));
        let similar = same.or_else(|| nearest(name, known))?;
        let message = format!("there is no check `{name}` to skip");
        return Some((message, format!("did you mean `{similar}`?")));
    };
    let message = || format!("`{name}` can be skipped for the whole file only");
    let help = || format!("write `# check=skip={name}` at the top of the file");
    (local && !check.local).then(|| (message(), help()))
}

fn is_foreign(code: &str) -> bool {
    let digits = code.strip_prefix("DL").or_else(|| code.strip_prefix("SC"));
    digits.is_some_and(|it| it.len() == 4 && it.bytes().all(|byte| byte.is_ascii_digit()))
}

fn suggestion(name: &str) -> String {
    let upper = name.to_ascii_uppercase();
    let codes = rules::all().map(|rule| rule.meta.code);
    let names = rules::all().map(|rule| rule.meta.name);
    match nearest(name, names).or_else(|| nearest(&upper, codes)) {
        Some(similar) => format!("did you mean `{similar}`?"),
        None => "`plimsoll rules` lists them all".to_owned(),
    }
}

fn unused(order: &Order<'_>, plan: &Plan, file: &File<'_>) -> Option<Finding> {
    let message = format!("there is no `{}` here to ignore", order.code.text);
    let finding = complaint(UNUSED, &message, order.code.span, plan, file)?;
    Some(helped(
        finding,
        "delete it, or move it to where the finding is",
    ))
}

fn complaint(
    code: &'static str,
    message: &str,
    span: Span,
    plan: &Plan,
    file: &File<'_>,
) -> Option<Finding> {
    let active = plan.get(code)?;
    Some(Finding::new(
        code,
        active.severity,
        file.index,
        span,
        message,
    ))
}

pub(super) fn helped(mut finding: Finding, help: &str) -> Finding {
    finding.help(help);
    finding
}
