//! Comments in Compose files that ignore rules.

use std::collections::{HashMap, HashSet};

use crate::facts::{Code, ComposePragma, Scope, Tool, compose_pragmas};
use crate::finding::Finding;
use crate::project::compose::{ComposeFile, Project};
use crate::rules;
use crate::text::Span;
use crate::yaml::{Kind, Tree};

use super::plan::Plan;
use super::suppress::{UNKNOWN, UNUSED, helped, meant};

/// What is left, and which comments have hidden something.
#[derive(Default)]
pub(super) struct Suppressed {
    /// What no comment hides, with findings about comments that hide nothing or name no rule.
    pub(super) findings: Vec<Finding>,
    /// The places of names in comments that have hidden something, each with its file. A file can
    /// be part of several projects; its comments are only unused if they are so in all of them.
    pub(super) useful: Vec<(usize, Span)>,
}

impl Suppressed {
    /// Findings that no comment can hide.
    pub(super) fn none(findings: Vec<Finding>) -> Self {
        let useful = Vec::new();
        Self { findings, useful }
    }
}

/// Drops the findings about unused comments that have hidden something in another project.
pub(super) fn drop_useful(findings: &mut Vec<Finding>, useful: &[(usize, Span)]) {
    if !useful.is_empty() {
        let useful: HashSet<_> = useful.iter().collect();
        findings.retain(|it| it.code != UNUSED || !useful.contains(&(it.file, it.span)));
    }
}

/// Drops the findings that comments of the files ignore.
pub(super) fn suppress(findings: Vec<Finding>, plan: &Plan, project: &Project<'_>) -> Suppressed {
    let mut orders = Vec::new();
    let mut complaints = Vec::new();
    for file in &project.files {
        let pragmas = compose_pragmas(&file.tree);
        if !pragmas.is_empty() {
            let elements = elements(file);
            for pragma in &pragmas {
                add(pragma, file, &elements, plan, &mut orders, &mut complaints);
            }
        }
    }
    if orders.is_empty() && complaints.is_empty() {
        return Suppressed::none(findings);
    }
    let mut kept = Vec::with_capacity(findings.len());
    orders.sort_by_key(|it| (it.source, it.area.start));
    keep(findings, &mut orders, &mut kept);
    // An order about unused ignores can only be judged when these are known.
    let about_unused = |order: &Order<'_>| order.means(UNUSED);
    let unused_now = |orders: &[Order<'_>], late: bool| -> Vec<Finding> {
        let unused = orders
            .iter()
            .filter(|it| !it.used && about_unused(it) == late);
        unused.filter_map(|it| it.complain(plan)).collect()
    };
    complaints.extend(unused_now(&orders, false));
    keep(complaints, &mut orders, &mut kept);
    kept.extend(unused_now(&orders, true));
    let useful = orders.iter().filter(|it| it.used);
    Suppressed {
        findings: kept,
        useful: useful
            .filter_map(|it| Some((it.source, it.code?.span)))
            .collect(),
    }
}

/// The wish of one comment to ignore one rule or group.
struct Order<'s> {
    /// The number of its file among all texts.
    source: usize,
    /// Where it holds.
    area: Span,
    /// The name; none for all rules.
    code: Option<Code<'s>>,
    rules: Vec<&'static str>,
    /// It is worth a word if it hides nothing.
    counts: bool,
    used: bool,
}

impl Order<'_> {
    fn means(&self, rule: &str) -> bool {
        match self.code {
            Some(_) => self.rules.contains(&rule),
            // dclint checks the shape of files all the same.
            None => !rule.starts_with("CP10"),
        }
    }

    fn hides(&self, finding: &Finding) -> bool {
        self.area.contains(finding.span.start)
            && (self.means(finding.code) || finding.replaces.is_some_and(|it| self.means(it)))
    }

    fn complain(&self, plan: &Plan) -> Option<Finding> {
        let code = self.code.filter(|_| self.counts)?;
        let message = format!("there is no `{}` here to ignore", code.text);
        let finding = complaint(UNUSED, &message, self.source, code.span, plan)?;
        let help = "delete it, or move it to where the finding is";
        Some(helped(finding, help))
    }
}

/// Drops what an order hides. Both come in the order of files and places, so that each finding is
/// held against the few orders around it.
fn keep(mut findings: Vec<Finding>, orders: &mut [Order<'_>], kept: &mut Vec<Finding>) {
    findings.sort_by_key(|it| (it.file, it.span.start));
    let mut begun = 0;
    let mut around: Vec<usize> = Vec::new();
    for finding in findings {
        let at = (finding.file, finding.span.start);
        while orders
            .get(begun)
            .is_some_and(|it| (it.source, it.area.start) <= at)
        {
            around.push(begun);
            begun += 1;
        }
        let is_open = |it: &Order<'_>| it.source == at.0 && at.1 < it.area.end;
        around.retain(|it| orders.get(*it).is_some_and(is_open));
        let mut hidden = false;
        for index in &around {
            if let Some(order) = orders.get_mut(*index).filter(|it| it.hides(&finding)) {
                order.used = true;
                hidden = true;
            }
        }
        if !hidden {
            kept.push(finding);
        }
    }
}

fn add<'s>(
    pragma: &ComposePragma<'s>,
    file: &ComposeFile<'_>,
    elements: &HashMap<u32, Span>,
    plan: &Plan,
    orders: &mut Vec<Order<'s>>,
    complaints: &mut Vec<Finding>,
) {
    let lines = file.text.lines();
    let own = lines.line(pragma.span.start);
    let area = match pragma.scope {
        Scope::File => Span::new(0, u32::MAX),
        Scope::Next => next(file, own, elements),
        // dclint names the line of a key for what is wrong with its value.
        Scope::Line if pragma.is_dclint => {
            let element = elements.get(&own).copied();
            element.unwrap_or(whole(file, own, own))
        }
        Scope::Line => whole(file, own, own),
        Scope::Nowhere => {
            let message = "this comment looks like an ignore, but ignores nothing";
            let finding = complaint(UNKNOWN, message, file.source, pragma.span, plan);
            let help = "write `# plimsoll ignore=CODE reason`";
            complaints.extend(finding.map(|finding| helped(finding, help)));
            return;
        }
    };
    let order = |code, rules, counts| Order {
        source: file.source,
        area,
        code,
        rules,
        counts,
        used: false,
    };
    if pragma.codes.is_empty() {
        orders.push(order(None, Vec::new(), false));
    }
    for code in &pragma.codes {
        if pragma.is_dclint {
            // It may have hidden something from dclint alone.
            orders.push(order(Some(*code), of_dclint(code.text), false));
            continue;
        }
        match meant(*code, Tool::Plimsoll, false) {
            Ok(rules) => {
                let runs = rules.iter().any(|rule| plan.get(rule).is_some());
                orders.push(order(Some(*code), rules, runs));
            }
            Err(help) => {
                let message = format!("there is no rule `{}` to ignore", code.text);
                let finding = complaint(UNKNOWN, &message, file.source, code.span, plan);
                complaints.extend(finding.map(|finding| helped(finding, &help)));
            }
        }
    }
}

/// The rules that dclint knows by a name.
fn of_dclint(name: &str) -> Vec<&'static str> {
    let is_same = |upstream: &str| upstream.strip_prefix("dclint ") == Some(name);
    let rules = rules::all().filter(|rule| rule.meta.upstream.split(", ").any(is_same));
    rules.map(|rule| rule.meta.code).collect()
}

/// What comes next behind a line: a key with its value, an item, or else a line.
fn next(file: &ComposeFile<'_>, line: u32, elements: &HashMap<u32, Span>) -> Span {
    let lines = file.text.lines();
    let has_content = |line: &u32| {
        let content = lines.span(*line).of(file.text.text()).trim();
        !content.is_empty() && !content.starts_with('#')
    };
    let line = (line + 1..lines.lines()).find(has_content);
    match line {
        Some(line) => elements
            .get(&line)
            .copied()
            .unwrap_or(whole(file, line, line)),
        None => Span::at(u32::MAX),
    }
}

/// The lines of the largest key with its value, or item, that begins on each line.
fn elements(file: &ComposeFile<'_>) -> HashMap<u32, Span> {
    let lines = file.text.lines();
    let mut found: HashMap<u32, Span> = HashMap::new();
    let tree: &Tree<'_> = &file.tree;
    let mut add = |span: Span| {
        let first = lines.line(span.start);
        let last = lines.line(span.end.max(span.start + 1) - 1);
        // An outer one comes first.
        found
            .entry(first)
            .or_insert_with(|| whole(file, first, last));
    };
    for (_, node) in tree.nodes() {
        match &node.kind {
            Kind::Mapping(pairs) => pairs.iter().for_each(|pair| add(tree.pair_span(*pair))),
            Kind::Sequence(items) => {
                for item in items {
                    let value = tree.whole(item.value);
                    add(item.dash.map_or(value, |dash| dash.join(value)));
                }
            }
            _ => {}
        }
    }
    found
}

/// Lines with their breaks. The last line goes on to the end of the file, where something can be
/// missing.
fn whole(file: &ComposeFile<'_>, first: u32, last: u32) -> Span {
    let lines = file.text.lines();
    let end = lines.span(last).end;
    let is_last = last + 1 >= lines.lines();
    Span::new(lines.span(first).start, end + u32::from(is_last))
}

fn complaint(
    code: &'static str,
    message: &str,
    source: usize,
    span: Span,
    plan: &Plan,
) -> Option<Finding> {
    let severity = plan.get(code)?.severity;
    Some(Finding::new(code, severity, source, span, message))
}
