//! What a rule about Compose files sees and says.

use std::any::Any;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::compose::Expanded;
use crate::compose::model::{Reference, Service, services};
use crate::compose::schema::Misfit;
use crate::compose::value::{Place, Value};
use crate::finding::{Finding, Severity};
use crate::project::compose::{ComposeFile, Files, Project};
use crate::text::{MappedText, Range, Span};

use super::compose_rules::misfits;
use super::compose_survey::Survey;
use super::voice::Voice;
use super::{BuiltService, Rule, Settings};

/// How many other places a finding shows.
const MAX_PLACES: usize = 3;

/// The view of a rule while it looks at a project of Compose files.
pub struct ComposeCx<'c, 's> {
    project: &'c Project<'s>,
    pub(super) files: &'c dyn Files<'s>,
    settings: &'c Settings,
    pub(super) builds: &'c [BuiltService<'c, 's>],
    voice: Voice<'c>,
    misfits: OnceCell<Rc<[Misfit]>>,
    pub(super) survey: Survey<'c, 's>,
    /// What was looked for among the findings, and where it is or would have been next.
    said: HashMap<(&'static str, String), usize>,
}

impl<'c, 's> ComposeCx<'c, 's> {
    /// A context for the rules that look at `project`. [`Self::enter`] says which rule it is.
    pub fn new(
        project: &'c Project<'s>,
        files: &'c dyn Files<'s>,
        settings: &'c Settings,
        rule: &'static Rule,
    ) -> Self {
        Self {
            project,
            files,
            settings,
            builds: &[],
            voice: Voice::new(rule),
            misfits: OnceCell::new(),
            survey: Survey::default(),
            said: HashMap::new(),
        }
    }

    /// Adds the services that are built.
    #[must_use]
    pub fn with_builds(mut self, builds: &'c [BuiltService<'c, 's>]) -> Self {
        self.builds = builds;
        self
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

    /// What was found. The file of a finding is its number among the texts that are checked.
    pub fn into_findings(self) -> Vec<Finding> {
        self.voice.findings
    }

    /// Reports that something is wrong with a value or key: the smallest one whose edit ends it.
    pub fn report(&mut self, place: Place, message: impl Into<String>) -> &mut Finding {
        let span = self.visible(place);
        self.report_span(place.file, span, message)
    }

    /// The bytes of a place; of a value that is not written, those of its key or dash.
    fn visible(&self, place: Place) -> Span {
        let file = self.file(place).filter(|_| place.span.is_empty());
        file.map_or(place.span, |file| file.tree.visible(place.node))
    }

    /// Reports a part of the text of a scalar.
    pub fn report_part(
        &mut self,
        place: Place,
        part: Range,
        message: impl Into<String>,
    ) -> &mut Finding {
        let span = self.part(place, part);
        self.report_span(place.file, span, message)
    }

    /// Reports a reference by its name.
    pub fn report_reference(
        &mut self,
        reference: &Reference<'_, '_>,
        message: impl Into<String>,
    ) -> &mut Finding {
        self.report_part(reference.place, reference.range, message)
    }

    /// Reports a place in one of the files of the project.
    pub fn report_span(
        &mut self,
        file: usize,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Finding {
        let source = self.project.files.get(file).map_or(0, |file| file.source);
        self.voice.say(source, span, message)
    }

    /// True if the rule that speaks has said the same already. Its finding then points here, too.
    pub fn has_said(&mut self, message: &str, place: Place) -> bool {
        let span = self.visible(place);
        let file = self.project.files.get(place.file).map(|file| file.source);
        let code = self.voice.code();
        let next = self.voice.findings.len();
        let at = self.said.entry((code, message.to_owned())).or_insert(next);
        let is_same = |it: &&mut Finding| it.code == code && it.message == message;
        let said = self.voice.findings.get_mut(*at).filter(is_same);
        let (Some(said), Some(file)) = (said, file) else {
            *at = next;
            return false;
        };
        if said.labels.len() < MAX_PLACES {
            said.label_in(file, span, "it is used here, too");
        }
        true
    }

    /// The last finding.
    pub fn last(&mut self) -> Option<&mut Finding> {
        self.voice.findings.last_mut()
    }

    /// Points the last finding at another place, also in another file of the project.
    pub fn label(&mut self, place: Place, message: impl Into<String>) {
        let span = self.visible(place);
        let source = self.project.files.get(place.file).map(|file| file.source);
        if let (Some(finding), Some(source)) = (self.voice.findings.last_mut(), source) {
            // Behind an anchor, both places can be the same one.
            if (finding.file, finding.span) == (source, span) {
                return;
            }
            finding.label_in(source, span, message);
        }
    }

    /// All that is wrong with the shape of the project, found on first use.
    pub fn misfits(&self) -> Rc<[Misfit]> {
        let found = self
            .misfits
            .get_or_init(|| misfits(&self.project.root).into());
        Rc::clone(found)
    }

    /// The text of a scalar with its variables replaced as far as the project tells: those of
    /// `.env`, and defaults. What is not known stays open.
    pub fn expanded<'t>(&self, text: &'t str) -> Expanded<'t> {
        self.project.expanded(text)
    }

    /// The project.
    pub fn project(&self) -> &'c Project<'s> {
        self.project
    }

    /// All files put together.
    pub fn root(&self) -> &'c Value<'s> {
        &self.project.root
    }

    /// The services.
    pub fn services(&self) -> impl Iterator<Item = Service<'c, 's>> + use<'c, 's> {
        services(&self.project.root)
    }

    /// The file of a place.
    pub fn file(&self, place: Place) -> Option<&'c ComposeFile<'s>> {
        self.project.file(place)
    }

    /// The text of a scalar with the way back to its bytes.
    pub fn mapped(&self, place: Place) -> Option<MappedText<'s>> {
        self.project.mapped(place)
    }

    /// The bytes of a part of the text of a scalar.
    pub fn part(&self, place: Place, part: Range) -> Span {
        let mapped = self.mapped(place).filter(|text| part.end <= text.len());
        let span = mapped.map_or(place.span, |text| text.span(part));
        if span.is_empty() { place.span } else { span }
    }

    /// The value of a variable, as far as the files of the project tell: from `.env`.
    pub fn variable(&self, name: &str) -> Option<&'c str> {
        self.project.variable(name)
    }

    /// True if all of the project is known, so that what is not there is missing.
    pub fn is_whole(&self) -> bool {
        !self.project.is_partial
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
