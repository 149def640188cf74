//! One walk over a file, in the order of its text, calling every enabled rule on the way.

use std::cmp::Ordering;

use crate::dockerfile::ast::{Instruction, Kind};
use crate::facts::PackageCall;
use crate::rule::{Cx, File, Rule};
use crate::shell::{self, Origin, Script};

use super::plan::Plan;

/// The rule about scripts that are too long to be looked at.
const UNREAD: &str = "DX0006";

/// Scripts of one file that the shell linter looks at. Long files have a hundred; those with
/// thousands are made by programs, and must not take a second each.
const MAX_LINTED: usize = 500;

/// Walks over a Dockerfile.
pub(super) fn walk<'c, 's>(plan: &'c Plan, file: &'c File<'s>, cx: &mut Cx<'c, 's>) {
    let mut walker = Walker {
        plan,
        cx,
        linted: 0,
    };
    let (tree, model) = (&file.document.tree, &file.document.model);
    walker.call(&plan.dockerfile, |check, cx| check(tree, cx));
    if !plan.pragma.is_empty() {
        for pragma in file.facts.pragmas(&file.document) {
            walker.call(&plan.pragma, |check, cx| check(pragma, cx));
        }
    }
    let mut images = model.images.iter().peekable();
    for instruction in &tree.instructions {
        if let Kind::From(_) = instruction.kind {
            walker.cx.visit(Some(instruction), false);
            if let Some(stage) = model.stage_of(instruction.index) {
                walker.call(&plan.stage, |check, cx| check(stage, cx));
            }
        }
        walker.instruction(instruction, false);
        while let Some(image) = images.next_if(|image| image.instruction <= instruction.index) {
            walker.call(&plan.image, |check, cx| check(image, cx));
        }
        if let Kind::Onbuild(child) = &instruction.kind {
            walker.call(&plan.onbuild, |check, cx| check(instruction, cx));
            if let Some(child) = child {
                walker.instruction(child, true);
            }
        }
    }
    walker.cx.visit(None, false);
}

struct Walker<'w, 'c, 's> {
    plan: &'c Plan,
    cx: &'w mut Cx<'c, 's>,
    /// Scripts that the shell linter has looked at.
    linted: usize,
}

impl<'c, 's> Walker<'_, 'c, 's> {
    fn call<F: Copy>(&mut self, bucket: &[(usize, F)], run: impl Fn(F, &mut Cx<'c, 's>)) {
        for &(index, check) in bucket {
            if let Some(active) = self.plan.active(index) {
                self.cx
                    .enter(active.rule, active.severity, active.options());
                run(check, self.cx);
            }
        }
    }

    fn instruction(&mut self, it: &'c Instruction<'s>, in_onbuild: bool) {
        let plan = self.plan;
        self.cx.visit(Some(it), in_onbuild);
        self.call(&plan.instruction, |check, cx| check(it, cx));
        match &it.kind {
            Kind::Add(node) => self.call(&plan.add, |check, cx| check(node, cx)),
            Kind::Arg(node) => self.call(&plan.arg, |check, cx| check(node, cx)),
            Kind::Cmd(node) => self.call(&plan.cmd, |check, cx| check(node, cx)),
            Kind::Copy(node) => self.call(&plan.copy, |check, cx| check(node, cx)),
            Kind::Entrypoint(node) => self.call(&plan.entrypoint, |check, cx| check(node, cx)),
            Kind::Env(node) => self.call(&plan.env, |check, cx| check(node, cx)),
            Kind::Expose(node) => self.call(&plan.expose, |check, cx| check(node, cx)),
            Kind::From(node) => self.call(&plan.from, |check, cx| check(node, cx)),
            Kind::Healthcheck(node) => self.call(&plan.healthcheck, |check, cx| check(node, cx)),
            Kind::Label(node) => self.call(&plan.label, |check, cx| check(node, cx)),
            Kind::Maintainer(node) => self.call(&plan.maintainer, |check, cx| check(node, cx)),
            Kind::Run(node) => self.call(&plan.run, |check, cx| check(node, cx)),
            Kind::Shell(node) => self.call(&plan.shell, |check, cx| check(node, cx)),
            Kind::Stopsignal(node) => self.call(&plan.stopsignal, |check, cx| check(node, cx)),
            Kind::User(node) => self.call(&plan.user, |check, cx| check(node, cx)),
            Kind::Volume(node) => self.call(&plan.volume, |check, cx| check(node, cx)),
            Kind::Workdir(node) => self.call(&plan.workdir, |check, cx| check(node, cx)),
            Kind::Onbuild(_) | Kind::Unknown => {}
        }
        for heredoc in &it.heredocs {
            self.call(&plan.heredoc, |check, cx| check(heredoc, cx));
        }
        if plan.reads_shell() && !matches!(it.kind, Kind::Onbuild(_)) {
            self.scripts(it);
        }
    }

    fn scripts(&mut self, it: &'c Instruction<'s>) {
        let plan = self.plan;
        for script in self.cx.scripts(it) {
            self.call(&plan.script, |check, cx| check(script, cx));
            self.remarks(script);
            if script.origin != Origin::Run {
                continue;
            }
            for command in script.commands() {
                if let Some(bucket) = command.program().and_then(|name| plan.command.get(name)) {
                    self.call(bucket, |check, cx| check(command, cx));
                }
                if !plan.packages.is_empty()
                    && let Some(call) = PackageCall::read(command)
                    && let Some(bucket) = plan.packages.get(&call.manager)
                {
                    self.call(bucket, |check, cx| check(&call, cx));
                }
            }
        }
    }

    /// What the shell linter has to say.
    fn remarks(&mut self, script: &Script<'s>) {
        let plan = self.plan;
        let Some(linter) = &plan.shell_linter else {
            return;
        };
        if linter.is_silent_on(script) {
            return;
        }
        self.linted += 1;
        let result = match self.linted.cmp(&MAX_LINTED) {
            Ordering::Less => linter.check(script),
            Ordering::Equal => Err(shell::Unread),
            Ordering::Greater => return,
        };
        match result {
            Ok(remarks) => {
                for remark in remarks {
                    if let Some(active) = plan.remark(remark.code) {
                        self.cx
                            .enter(active.rule, active.severity, active.options());
                        let text = remark.range.of(script.text.as_str());
                        let message = message(&remark.message, active.rule, text);
                        self.cx.report(script.text.span(remark.range), message);
                    }
                }
            }
            Err(shell::Unread) => {
                if let Some(active) = plan.get(UNREAD) {
                    self.cx
                        .enter(active.rule, active.severity, active.options());
                    let message = if self.linted == MAX_LINTED {
                        "from here on, the shell of this file is not linted"
                    } else {
                        "the shell of this instruction is too long to be linted"
                    };
                    let keyword = self.cx.keyword();
                    self.cx
                        .report(keyword, message)
                        .help("move it to a script of its own");
                }
            }
        }
    }
}

/// What to say of a remark: the words of the card, unless the linter names something that stands
/// at the place, such as a variable.
pub(super) fn message(remark: &str, rule: &Rule, text: &str) -> String {
    let mut quoted = remark.split('`').skip(1).step_by(2);
    let names_it = quoted.any(|it| !it.is_empty() && text.contains(it) && it != text);
    if names_it && !remark.contains("should") {
        return remark.to_owned();
    }
    let summary = rule.meta.summary.trim_end_matches('.');
    let mut letters = summary.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first
            .to_lowercase()
            .chain(summary.chars().skip(1))
            .collect(),
        _ => summary.to_owned(),
    }
}
