//! What a rule sees and says.

use std::any::Any;
use std::borrow::Cow;
use std::path::Path;

use crate::dockerfile::ast::Instruction;
use crate::dockerfile::model::{Stage, State, Value};
use crate::dockerfile::{self, BuildInputs, Dockerfile, Document, Model};
use crate::facts::{self, Facts, PackageCall, PackageSetting};
use crate::finding::{Finding, Severity};
use crate::project::{Host, IgnoreFile, Surroundings};
use crate::shell::Script;
use crate::text::{Problem, Range, Source, Span, Word};

use super::voice::Voice;
use super::{Rule, Settings, VariableUse};

/// One file with all that is known of it.
#[derive(Debug)]
pub struct File<'s> {
    /// Its index among the files checked together.
    pub index: usize,
    /// Its text.
    pub source: &'s Source,
    /// Its tree and model.
    pub document: Document<'s>,
    /// What is derived on demand.
    pub facts: Facts<'s>,
    /// What lies around it.
    pub surroundings: Surroundings<'s>,
}

impl<'s> File<'s> {
    /// Reads a text for a build. `context` is the folder that is sent to it; without one, that of
    /// the file.
    pub fn read(
        index: usize,
        source: &'s Source,
        inputs: &BuildInputs,
        host: &'s dyn Host,
        context: Option<&Path>,
    ) -> Self {
        let document = dockerfile::read_for(source, inputs);
        let facts = Facts::new(&document);
        Self {
            index,
            source,
            document,
            facts,
            surroundings: Surroundings::new(host, source.name(), context),
        }
    }
}

/// The view of a rule while it looks at one node.
pub struct Cx<'c, 's> {
    file: &'c File<'s>,
    settings: &'c Settings,
    voice: Voice<'c>,
    instruction: Option<&'c Instruction<'s>>,
    in_onbuild: bool,
}

impl<'c, 's> Cx<'c, 's> {
    /// A context for the rules that look at `file`. [`Self::enter`] says which rule it is.
    pub fn new(file: &'c File<'s>, settings: &'c Settings, rule: &'static Rule) -> Self {
        Self {
            file,
            settings,
            voice: Voice::new(rule),
            instruction: None,
            in_onbuild: false,
        }
    }

    /// Makes `rule` the one that speaks.
    pub fn enter(
        &mut self,
        rule: &'static Rule,
        severity: Severity,
        options: Option<&'c (dyn Any + Send + Sync)>,
    ) {
        self.voice.enter(rule, severity, options);
    }

    /// Moves to an instruction, or away from all of them.
    pub fn visit(&mut self, instruction: Option<&'c Instruction<'s>>, in_onbuild: bool) {
        self.instruction = instruction;
        self.in_onbuild = in_onbuild;
    }

    /// What was found.
    pub fn into_findings(self) -> Vec<Finding> {
        self.voice.findings
    }

    /// Reports that something is wrong at `span`: the smallest place whose edit ends it. What has
    /// no place of its own, such as an empty value, is shown at the keyword.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let span = if span.is_empty() {
            self.keyword_or(span)
        } else {
            span
        };
        self.voice.say(self.file.index, span, message)
    }

    /// The file with all that is known of it.
    pub(super) fn file(&self) -> &'c File<'s> {
        self.file
    }

    /// The file.
    pub fn source(&self) -> &'s Source {
        self.file.source
    }

    /// The text at a place of the file.
    pub fn text(&self, span: Span) -> &'s str {
        self.file.source.slice(span)
    }

    /// The tree of the file.
    pub fn tree(&self) -> &'c Dockerfile<'s> {
        &self.file.document.tree
    }

    /// What the file means.
    pub fn model(&self) -> &'c Model<'s> {
        &self.file.document.model
    }

    /// Derived knowledge.
    pub fn facts(&self) -> &'c Facts<'s> {
        &self.file.facts
    }

    /// The instruction being looked at; in an `ONBUILD`, its trigger.
    pub fn instruction(&self) -> Option<&'c Instruction<'s>> {
        self.instruction
    }

    /// The keyword of the instruction being looked at.
    pub fn keyword(&self) -> Span {
        self.instruction
            .map(|it| it.keyword.span)
            .unwrap_or_default()
    }

    fn keyword_or(&self, span: Span) -> Span {
        self.instruction.map_or(span, |it| it.keyword.span)
    }

    /// Index of the instruction being looked at.
    pub fn index(&self) -> usize {
        self.instruction.map_or(0, |it| it.index)
    }

    /// True in the trigger of an `ONBUILD`, which runs in another build.
    pub fn in_onbuild(&self) -> bool {
        self.in_onbuild
    }

    /// What is in force at the instruction being looked at.
    pub fn state(&self) -> State {
        self.model().state(self.index())
    }

    /// The stage of the instruction being looked at.
    pub fn stage(&self) -> Option<&'c Stage<'s>> {
        self.model().stage_of(self.index())
    }

    /// True if what the instruction being looked at leaves behind gets into an image that someone
    /// will use. A trigger of `ONBUILD` runs in another build, and counts.
    pub fn is_shipped(&self) -> bool {
        let shipped = |stage| self.model().is_shipped(stage);
        self.in_onbuild || self.stage().is_none_or(shipped)
    }

    /// The instructions of a stage, its `FROM` first.
    pub fn instructions(&self, stage: &Stage<'_>) -> &'c [Instruction<'s>] {
        self.tree()
            .instructions
            .get(stage.instructions.clone())
            .unwrap_or_default()
    }

    /// A word with variables expanded as Docker does at the instruction being looked at.
    pub fn value(&self, text: &Cow<'s, str>) -> Value<'s> {
        self.model().value(text, self.index())
    }

    /// The place of a part of a word of the instruction being looked at. The whole word, where its
    /// text is not what stands in the file.
    pub fn place(&self, word: &Word<'s>, part: Range) -> Span {
        self.instruction
            .map_or(word.span, |it| place(it, word, part))
    }

    /// Points the last finding at the defaults of the variables in `word`.
    pub fn label_defaults(&mut self, word: &Word<'s>) {
        let index = self.index();
        for VariableUse { name, .. } in self.variables(word) {
            if let Some(definition) = self.file.document.model.definition(&name, index)
                && let Some(finding) = self.voice.findings.last_mut()
            {
                finding.label(definition.span, format!("the default of `{name}`"));
            }
        }
    }

    /// True if the stage of an instruction goes back to an image with Windows in it.
    pub fn is_windows(&self, instruction: usize) -> bool {
        let stage = self.model().state(instruction).stage;
        stage.is_some_and(|stage| facts::is_windows(&self.file.document, stage))
    }

    /// False if the image from which the stage starts surely does not set a name.
    pub fn may_be_inherited(&self, name: &str) -> bool {
        let stage = self.state().stage;
        stage.is_none_or(|stage| facts::may_be_inherited(&self.file.document, stage, name))
    }

    /// The problems of the file with this name.
    pub fn problems(&self, id: &'static str) -> impl Iterator<Item = &'c Problem> + use<'c> {
        self.file
            .document
            .tree
            .problems
            .iter()
            .filter(move |problem| problem.id == id)
    }

    /// True if Docker refuses what stands at a place.
    pub fn is_refused(&self, span: Span) -> bool {
        let mut problems = self.tree().problems.iter();
        problems.any(|it| it.span.start < span.end && span.start < it.span.end)
    }

    /// A word of a `FROM` as it is in a build without arguments, if that is known.
    pub fn default_value(&self, text: &Cow<'s, str>) -> Option<Value<'s>> {
        self.facts().default_value(&self.file.document, text)
    }

    /// Reports a problem of the file as it stands.
    pub fn report_problem(&mut self, problem: &Problem) -> &mut Finding {
        let finding = self.report(problem.span, problem.message.clone());
        finding.help.clone_from(&problem.help);
        finding
    }

    /// The shell scripts of an instruction.
    pub fn scripts(&self, instruction: &'c Instruction<'s>) -> &'c [Script<'s>] {
        self.facts().scripts(&self.file.document, instruction)
    }

    /// True if a setting of package managers is written anywhere in front of a call.
    pub fn is_set_before(&self, call: &PackageCall<'_>, setting: PackageSetting) -> bool {
        let at = call.command.span().start;
        let document = &self.file.document;
        self.facts().is_set_before(document, setting, at)
    }

    /// The ignore file of the build.
    pub fn ignore_file(&self) -> Option<&'c IgnoreFile> {
        self.file.surroundings.ignore_file()
    }

    /// Settings that several rules share.
    pub fn settings(&self) -> &'c Settings {
        self.settings
    }

    /// The options of the rule that speaks.
    pub fn options<T: Any>(&self) -> Option<&'c T> {
        self.voice.options()
    }
}

fn place(it: &Instruction<'_>, word: &Word<'_>, part: Range) -> Span {
    if word.range.of(it.text.as_str()) == &*word.text {
        it.text.span(part.shift(word.range.start))
    } else {
        word.span
    }
}
