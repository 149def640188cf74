//! Which functions of which rules are called for which node.

use std::any::Any;
use std::collections::HashMap;

use crate::compose::model::Service;
use crate::config::Config;
use crate::dockerfile::ast;
use crate::dockerfile::model::{ImageUse, Stage};
use crate::dockerfile::{Dockerfile, Heredoc};
use crate::facts::{Manager, PackageCall, Pragma};
use crate::finding::Severity;
use crate::project::compose::ComposeFile;
use crate::rule::{BuiltService, ComposeCx, Cx, On, Options, Rule};
use crate::rules;
use crate::shell;

/// An enabled rule.
pub struct Active {
    /// The rule.
    pub rule: &'static Rule,
    /// Severity of its findings.
    pub severity: Severity,
    /// Its findings count only where the file asks for them.
    pub dormant: bool,
    options: Option<Options>,
}

impl Active {
    /// The options, decoded.
    pub fn options(&self) -> Option<&(dyn Any + Send + Sync)> {
        self.options.as_deref()
    }
}

/// A function on commands.
type OnCommand = fn(shell::Command<'_>, &mut Cx<'_, '_>);

/// A function on calls of package managers.
type OnPackages = fn(&PackageCall<'_>, &mut Cx<'_, '_>);

/// A function on services.
type OnService = for<'c, 's> fn(Service<'c, 's>, &mut ComposeCx<'c, 's>);

/// A function on services that are built.
type OnBuild = for<'c, 's> fn(&'c BuiltService<'c, 's>, &mut ComposeCx<'c, 's>);

/// A function on Compose files.
type OnComposeFile = for<'c, 's> fn(&'c ComposeFile<'s>, usize, &mut ComposeCx<'c, 's>);

/// The functions for one kind of node, each with the index of its rule.
pub(super) type Bucket<F> = Vec<(usize, F)>;

/// The enabled rules, sorted by what they look at. Built once for a configuration.
#[derive(Default)]
pub struct Plan {
    active: Vec<Active>,
    by_code: HashMap<&'static str, usize>,
    pub(super) dockerfile: Bucket<for<'s> fn(&Dockerfile<'s>, &mut Cx<'_, 's>)>,
    pub(super) stage: Bucket<for<'s> fn(&Stage<'s>, &mut Cx<'_, 's>)>,
    pub(super) instruction: Bucket<for<'s> fn(&ast::Instruction<'s>, &mut Cx<'_, 's>)>,
    pub(super) add: Bucket<for<'s> fn(&ast::Add<'s>, &mut Cx<'_, 's>)>,
    pub(super) arg: Bucket<for<'s> fn(&ast::Arg<'s>, &mut Cx<'_, 's>)>,
    pub(super) cmd: Bucket<for<'s> fn(&ast::Command<'s>, &mut Cx<'_, 's>)>,
    pub(super) copy: Bucket<for<'s> fn(&ast::Copy<'s>, &mut Cx<'_, 's>)>,
    pub(super) entrypoint: Bucket<for<'s> fn(&ast::Command<'s>, &mut Cx<'_, 's>)>,
    pub(super) env: Bucket<for<'s> fn(&ast::Pairs<'s>, &mut Cx<'_, 's>)>,
    pub(super) expose: Bucket<for<'s> fn(&ast::Expose<'s>, &mut Cx<'_, 's>)>,
    pub(super) from: Bucket<for<'s> fn(&ast::From<'s>, &mut Cx<'_, 's>)>,
    pub(super) healthcheck: Bucket<for<'s> fn(&ast::Healthcheck<'s>, &mut Cx<'_, 's>)>,
    pub(super) label: Bucket<for<'s> fn(&ast::Pairs<'s>, &mut Cx<'_, 's>)>,
    pub(super) maintainer: Bucket<for<'s> fn(&ast::Argument<'s>, &mut Cx<'_, 's>)>,
    pub(super) onbuild: Bucket<for<'s> fn(&ast::Instruction<'s>, &mut Cx<'_, 's>)>,
    pub(super) run: Bucket<for<'s> fn(&ast::Run<'s>, &mut Cx<'_, 's>)>,
    pub(super) shell: Bucket<for<'s> fn(&ast::Shell<'s>, &mut Cx<'_, 's>)>,
    pub(super) stopsignal: Bucket<for<'s> fn(&ast::Argument<'s>, &mut Cx<'_, 's>)>,
    pub(super) user: Bucket<for<'s> fn(&ast::Argument<'s>, &mut Cx<'_, 's>)>,
    pub(super) volume: Bucket<for<'s> fn(&ast::Volume<'s>, &mut Cx<'_, 's>)>,
    pub(super) workdir: Bucket<for<'s> fn(&ast::Argument<'s>, &mut Cx<'_, 's>)>,
    pub(super) heredoc: Bucket<for<'s> fn(&Heredoc<'s>, &mut Cx<'_, 's>)>,
    pub(super) script: Bucket<for<'s> fn(&shell::Script<'s>, &mut Cx<'_, 's>)>,
    pub(super) image: Bucket<for<'s> fn(&ImageUse<'s>, &mut Cx<'_, 's>)>,
    pub(super) pragma: Bucket<for<'s> fn(&Pragma<'s>, &mut Cx<'_, 's>)>,
    pub(super) command: HashMap<&'static str, Bucket<OnCommand>>,
    pub(super) packages: HashMap<Manager, Bucket<OnPackages>>,
    pub(super) compose: Bucket<for<'c, 's> fn(&mut ComposeCx<'c, 's>)>,
    pub(super) service: Bucket<OnService>,
    pub(super) build: Bucket<OnBuild>,
    pub(super) compose_file: Bucket<OnComposeFile>,
    /// Finds what the rules in `remark` are about.
    pub(super) shell_linter: Option<shell::Linter>,
    /// By the number of a remark, the index of its rule.
    remark: HashMap<u32, usize>,
}

impl Plan {
    /// Takes the rules that the configuration enables.
    pub fn new(config: &Config) -> Self {
        let mut plan = Self::default();
        for rule in rules::all() {
            let enabled = config.severity(rule).map(|severity| (severity, false));
            let dormant = || Some((config.experimental(rule)?, true));
            if let Some((severity, dormant)) = enabled.or_else(dormant) {
                let options = rule.options.map(|spec| config.options(rule, spec));
                plan.add(Active {
                    rule,
                    severity,
                    dormant,
                    options,
                });
            }
        }
        plan.shell_linter = shell::Linter::new(plan.remark.keys().copied());
        plan
    }

    /// The rule of a remark of the shell linter.
    pub(super) fn remark(&self, code: u32) -> Option<&Active> {
        self.active.get(*self.remark.get(&code)?)
    }

    /// The rule of an index in a bucket.
    pub(super) fn active(&self, index: usize) -> Option<&Active> {
        self.active.get(index)
    }

    /// True if some rules find what only some files want to know.
    pub(super) fn has_dormant(&self) -> bool {
        self.active.iter().any(|active| active.dormant)
    }

    /// The enabled rule of a code.
    pub fn get(&self, code: &str) -> Option<&Active> {
        self.active.get(*self.by_code.get(code)?)
    }

    /// True if some rule looks into shell scripts.
    pub(super) fn reads_shell(&self) -> bool {
        !self.command.is_empty()
            || !self.packages.is_empty()
            || !self.script.is_empty()
            || self.shell_linter.is_some()
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
                On::Packages(managers, check) => {
                    for manager in managers {
                        let bucket = self.packages.entry(*manager).or_default();
                        bucket.push((index, check));
                    }
                }
                On::ShellLinter => {
                    if let Ok(number) = active.rule.meta.number().parse() {
                        self.remark.insert(number, index);
                    }
                }
                On::Compose(check) => self.compose.push((index, check)),
                On::Service(check) => self.service.push((index, check)),
                On::Build(check) => self.build.push((index, check)),
                On::ComposeFile(check) => self.compose_file.push((index, check)),
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
