//! The rule that speaks, and what was said.

use std::any::Any;

use crate::finding::{Finding, Severity};
use crate::text::Span;

use super::Rule;

/// The rule that speaks with its severity and options, and all findings so far. The contexts of
/// both languages have one.
pub(super) struct Voice<'c> {
    rule: &'static Rule,
    severity: Severity,
    options: Option<&'c (dyn Any + Send + Sync)>,
    pub(super) findings: Vec<Finding>,
    /// Takes what a rule says that is not running, so that `say` always has something to give.
    spare: Option<Box<Finding>>,
}

impl<'c> Voice<'c> {
    /// That of a rule without options.
    pub(super) fn new(rule: &'static Rule) -> Self {
        Self {
            rule,
            severity: rule.meta.severity,
            options: None,
            findings: Vec::new(),
            spare: None,
        }
    }

    /// Makes `rule` the one that speaks.
    pub(super) fn enter(
        &mut self,
        rule: &'static Rule,
        severity: Severity,
        options: Option<&'c (dyn Any + Send + Sync)>,
    ) {
        self.rule = rule;
        self.severity = severity;
        self.options = options;
    }

    /// The code of the rule that speaks.
    pub(super) fn code(&self) -> &'static str {
        self.rule.meta.code
    }

    /// The options of the rule that speaks.
    pub(super) fn options<T: Any>(&self) -> Option<&'c T> {
        self.options.and_then(|options| options.downcast_ref())
    }

    /// Adds a finding of the rule that speaks. `file` is the number of a text among those that are
    /// checked.
    pub(super) fn say(
        &mut self,
        file: usize,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Finding {
        let code = self.code();
        let finding = Finding::new(code, self.severity, file, span, message);
        self.findings.push(finding);
        let spare = &mut self.spare;
        self.findings.last_mut().unwrap_or_else(|| {
            spare.get_or_insert_with(|| {
                Box::new(Finding::new(code, Severity::Style, 0, span, String::new()))
            })
        })
    }
}
