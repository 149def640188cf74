//! Which functions of which rules are called for which node.

use std::any::Any;
use std::collections::HashMap;

use crate::config::Config;
use crate::dockerfile::ast;
use crate::dockerfile::model::{ImageUse, Stage};
use crate::dockerfile::{Dockerfile, Heredoc};
use crate::facts::Pragma;
use crate::finding::Severity;
use crate::rule::{Cx, On, Options, Rule};
use crate::rules;
use crate::shell;

/// An enabled rule.
pub struct Active {
    /// The rule.
    pub rule: &'static Rule,
    /// Severity of its findings.
    pub severity: Severity,
    options: Option<Options>,
}

impl Active {
    /// The options, decoded.
    pub fn options(&self) -> Option<&(dyn Any + Send + Sync)> {
        self.options.as_deref()
    }
}

/// The functions for one kind of node, each with the index of its rule.
pub(super) type Bucket<F> = Vec<(usize, F)>;

/// The enabled rules, sorted by what they look at. Built once for a configuration.
#[derive(Default)]
pub struct Plan {
    active: Vec<Active>,
    by_code: HashMap<&'static str, usize>,
    pub(super) dockerfile: Bucket<fn(&Dockerfile<'_>, &mut Cx<'_, '_>)>,
    pub(super) stage: Bucket<fn(&Stage<'_>, &mut Cx<'_, '_>)>,
    pub(super) instruction: Bucket<fn(&ast::Instruction<'_>, &mut Cx<'_, '_>)>,
    pub(super) add: Bucket<fn(&ast::Add<'_>, &mut Cx<'_, '_>)>,
    pub(super) arg: Bucket<fn(&ast::Arg<'_>, &mut Cx<'_, '_>)>,
    pub(super) cmd: Bucket<fn(&ast::Command<'_>, &mut Cx<'_, '_>)>,
    pub(super) copy: Bucket<fn(&ast::Copy<'_>, &mut Cx<'_, '_>)>,
    pub(super) entrypoint: Bucket<fn(&ast::Command<'_>, &mut Cx<'_, '_>)>,
    pub(super) env: Bucket<fn(&ast::Pairs<'_>, &mut Cx<'_, '_>)>,
    pub(super) expose: Bucket<fn(&ast::Expose<'_>, &mut Cx<'_, '_>)>,
    pub(super) from: Bucket<fn(&ast::From<'_>, &mut Cx<'_, '_>)>,
    pub(super) healthcheck: Bucket<fn(&ast::Healthcheck<'_>, &mut Cx<'_, '_>)>,
    pub(super) label: Bucket<fn(&ast::Pairs<'_>, &mut Cx<'_, '_>)>,
    pub(super) maintainer: Bucket<fn(&ast::Argument<'_>, &mut Cx<'_, '_>)>,
    pub(super) onbuild: Bucket<fn(&ast::Instruction<'_>, &mut Cx<'_, '_>)>,
    pub(super) run: Bucket<fn(&ast::Run<'_>, &mut Cx<'_, '_>)>,
    pub(super) shell: Bucket<fn(&ast::Shell<'_>, &mut Cx<'_, '_>)>,
    pub(super) stopsignal: Bucket<fn(&ast::Argument<'_>, &mut Cx<'_, '_>)>,
    pub(super) user: Bucket<fn(&ast::Argument<'_>, &mut Cx<'_, '_>)>,
    pub(super) volume: Bucket<fn(&ast::Volume<'_>, &mut Cx<'_, '_>)>,
    pub(super) workdir: Bucket<fn(&ast::Argument<'_>, &mut Cx<'_, '_>)>,
    pub(super) heredoc: Bucket<fn(&Heredoc<'_>, &mut Cx<'_, '_>)>,
    pub(super) script: Bucket<fn(&shell::Script<'_>, &mut Cx<'_, '_>)>,
    pub(super) image: Bucket<fn(&ImageUse<'_>, &mut Cx<'_, '_>)>,
    pub(super) pragma: Bucket<fn(&Pragma<'_>, &mut Cx<'_, '_>)>,
    pub(super) command: HashMap<&'static str, Bucket<fn(shell::Command<'_>, &mut Cx<'_, '_>)>>,
}

impl Plan {
    /// Takes the rules that the configuration enables.
    pub fn new(config: &Config) -> Self {
        let mut plan = Self::default();
        for rule in rules::all() {
            if let Some(severity) = config.severity(rule) {
                let options = rule.options.map(|spec| config.options(rule, spec));
                plan.add(Active { rule, severity, options });
            }
        }
        plan
    }

    /// The rule of an index in a bucket.
    pub(super) fn active(&self, index: usize) -> Option<&Active> {
        self.active.get(index)
    }

    /// The enabled rule of a code.
    pub fn get(&self, code: &str) -> Option<&Active> {
        self.active.get(*self.by_code.get(code)?)
    }

    /// True if some rule looks into shell scripts.
    pub(super) fn reads_shell(&self) -> bool {
        !self.command.is_empty() || !self.script.is_empty()
    }

    fn add(&mut self, active: Active) {
        let index = self.active.len();
        for on in active.rule.on {
            match *on {
                On::Dockerfile(check) => self.dockerfile.push((index, check)),
                On::Stage(check) => self.stage.push((index, check)),
                On::Instruction(check) => self.instruction.push((index, check)),
                On::Add(check) => self.add.push((index, check)),
                On::Arg(check) => self.arg.push((index, check)),
                On::Cmd(check) => self.cmd.push((index, check)),
                On::Copy(check) => self.copy.push((index, check)),
                On::Entrypoint(check) => self.entrypoint.push((index, check)),
                On::Env(check) => self.env.push((index, check)),
                On::Expose(check) => self.expose.push((index, check)),
                On::From(check) => self.from.push((index, check)),
                On::Healthcheck(check) => self.healthcheck.push((index, check)),
                On::Label(check) => self.label.push((index, check)),
                On::Maintainer(check) => self.maintainer.push((index, check)),
                On::Onbuild(check) => self.onbuild.push((index, check)),
                On::Run(check) => self.run.push((index, check)),
                On::Shell(check) => self.shell.push((index, check)),
                On::Stopsignal(check) => self.stopsignal.push((index, check)),
                On::User(check) => self.user.push((index, check)),
                On::Volume(check) => self.volume.push((index, check)),
                On::Workdir(check) => self.workdir.push((index, check)),
                On::Heredoc(check) => self.heredoc.push((index, check)),
                On::Script(check) => self.script.push((index, check)),
                On::Image(check) => self.image.push((index, check)),
                On::Pragma(check) => self.pragma.push((index, check)),
                On::Command(names, check) => {
                    for name in names {
                        self.command.entry(name).or_default().push((index, check));
                    }
                }
                On::Engine => {}
            }
        }
        self.by_code.insert(active.rule.meta.code, index);
        self.active.push(active);
    }
}

impl std::fmt::Debug for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let codes = self.active.iter().map(|active| active.rule.meta.code);
        f.debug_list().entries(codes).finish()
    }
}
