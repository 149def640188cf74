//! Services together with the Dockerfiles they are built from.

use crate::dockerfile;
use crate::dockerfile::ast::{Instruction, Kind};
use crate::dockerfile::model::Stage;
use crate::facts::{has_busybox, is_busybox};
use crate::finding::Finding;
use crate::project::Embedded;
use crate::project::builds::{Location, Recipe, ServiceBuild};
use crate::project::compose::{Files, Project};
use crate::shell::Dialect;
use crate::text::{Language, Source, Span};

use super::{ComposeCx, File};

/// A Dockerfile inside a Compose file, taken out of it.
#[derive(Debug)]
pub struct InlineDockerfile<'s> {
    source: Source,
    text: Embedded<'s>,
}

/// A service that is built, with its Dockerfile.
#[derive(Debug)]
pub struct BuiltService<'c, 's> {
    /// What it tells the builder.
    pub plan: ServiceBuild<'c, 's>,
    /// Its Dockerfile as it is read with these arguments and this target; none if there is no
    /// such file, or it is not to be known.
    pub file: Option<File<'c>>,
    /// The text of a Dockerfile that stands in a Compose file.
    inline: Option<&'c Embedded<'s>>,
}

/// The Dockerfiles that stand in the Compose files of a project, one or none for each build.
pub fn inline_dockerfiles<'s>(
    project: &Project<'s>,
    builds: &[ServiceBuild<'_, 's>],
) -> Vec<Option<InlineDockerfile<'s>>> {
    let take = |build: &ServiceBuild<'_, 's>| {
        let Recipe::Inline(value) = build.recipe else {
            return None;
        };
        let text = project.embedded(value)?;
        // The name of standard input: there is no file, so none lies beside it.
        let source = Source::new("-", Language::Dockerfile, text.text.as_str());
        Some(InlineDockerfile { source, text })
    };
    builds.iter().map(take).collect()
}

impl<'c, 's> BuiltService<'c, 's> {
    /// The builds of a project with their Dockerfiles, in the same order. `inline` comes from
    /// [`inline_dockerfiles`].
    pub fn all(
        builds: Vec<ServiceBuild<'c, 's>>,
        project: &'c Project<'s>,
        files: &'c dyn Files<'s>,
        inline: &'c [Option<InlineDockerfile<'s>>],
    ) -> Vec<Self> {
        let builds = builds.into_iter().zip(inline);
        builds
            .map(|(plan, inline)| Self::new(plan, project, files, inline.as_ref()))
            .collect()
    }

    fn new(
        plan: ServiceBuild<'c, 's>,
        project: &'c Project<'s>,
        files: &'c dyn Files<'s>,
        inline: Option<&'c InlineDockerfile<'s>>,
    ) -> Self {
        let found: Option<(usize, &'c Source)> = match (&plan.recipe, inline) {
            (Recipe::Inline(value), Some(inline)) => project
                .file(value.place)
                .map(|file| (file.source, &inline.source)),
            (recipe, _) => recipe.path().and_then(|path| files.find(path)),
        };
        let file = found
            .filter(|(_, source)| source.language() == Language::Dockerfile)
            .map(|(index, source)| {
                let context = plan.context.path();
                File::read(index, source, &plan.inputs, files.host(), context)
            });
        Self {
            plan,
            file,
            inline: inline.map(|it| &it.text),
        }
    }

    /// The text of the Dockerfile, if it stands in a Compose file.
    pub fn inline(&self) -> Option<&'c Embedded<'s>> {
        self.inline
    }

    /// The name of the service.
    pub fn name(&self) -> &'c str {
        self.plan.service.name
    }

    /// The Dockerfile, if it can be read and the builder takes it: no syntax error ends the build,
    /// and no frontend of its own reads it in another way.
    pub fn dockerfile(&self) -> Option<&File<'c>> {
        let file = self.file.as_ref()?;
        let tree = &file.document.tree;
        let own = |it: &&dockerfile::ast::Directive<'_>| {
            it.effective && it.name.eq_ignore_ascii_case("syntax")
        };
        let frontend = tree.directives.iter().find(own);
        let is_usual = frontend.is_none_or(|it| {
            let image = it.value.text.trim_start_matches("docker.io/");
            image.starts_with("docker/dockerfile")
        });
        (is_usual && tree.refusal().is_none()).then_some(file)
    }

    /// The stage that is built: the target, else the last one. None where that is not known.
    pub fn final_stage(&self) -> Option<&Stage<'c>> {
        let model = &self.dockerfile()?.document.model;
        match (&self.plan.inputs.target, self.plan.build.get("target")) {
            (Some(target), _) => model.target_stage(target),
            (None, Some(value)) if value.text().is_some_and(|it| !it.is_empty()) => None,
            (None, _) => model.stages.last(),
        }
    }

    /// The stages whose instructions are in the image, the built one first, then the one it builds
    /// on, and so on.
    pub fn chain(&self) -> Vec<&Stage<'c>> {
        let (Some(file), Some(last)) = (self.dockerfile(), self.final_stage()) else {
            return Vec::new();
        };
        file.document.model.chain(last.index).collect()
    }

    /// The stages that the build needs: the built one, those it builds on, and those it copies
    /// from or mounts. Empty where the built one is not known.
    pub fn needed_stages(&self) -> Vec<&Stage<'c>> {
        let (Some(file), Some(last)) = (self.dockerfile(), self.final_stage()) else {
            return Vec::new();
        };
        let model = &file.document.model;
        let needed = model.needed_by(last.index);
        let stages = model.stages.iter();
        stages
            .filter(|it| needed.get(it.index) == Some(&true))
            .collect()
    }

    /// The instructions of a stage, its `FROM` first.
    pub fn instructions(&self, stage: &Stage<'_>) -> &[Instruction<'c>] {
        let tree = self.file.as_ref().map(|file| &file.document.tree);
        tree.and_then(|tree| tree.instructions.get(stage.instructions.clone()))
            .unwrap_or_default()
    }

    /// The last instruction in the chain of the built stage that fits: the one in force in the
    /// image.
    pub fn in_force<'b>(&'b self, fits: impl Fn(&Kind<'c>) -> bool) -> Option<&'b Instruction<'c>> {
        self.chain().into_iter().find_map(|stage| {
            let instructions = self.instructions(stage).iter().rev();
            instructions.into_iter().find(|it| fits(&it.kind))
        })
    }

    /// The image at the bottom of the chain as far as it is known; none for a chain that is not.
    pub fn base_image(&self) -> Option<String> {
        let root = self.chain().pop()?;
        root.value.known().map(str::to_owned)
    }

    /// The bytes of a place in the Dockerfile: in the Compose file where it stands in there.
    pub fn place(&self, span: Span) -> Span {
        self.inline.map_or(span, |text| text.place(span))
    }

    /// Points a finding at a place in the Dockerfile.
    pub fn label(&self, finding: &mut Finding, span: Span, message: impl Into<String>) {
        let Some(file) = &self.file else { return };
        finding.label_in(file.index, self.place(span), message);
    }

    /// The shell that runs the shell form in the image; none if that is not known.
    pub fn shell(&self) -> Option<Dialect> {
        let last = self.final_stage()?;
        if self
            .in_force(|kind| matches!(kind, Kind::Shell(_)))
            .is_some()
        {
            return None;
        }
        let file = self.file.as_ref()?;
        Some(if is_busybox(&file.document, last.index) {
            Dialect::Ash
        } else {
            Dialect::Sh
        })
    }
}

impl<'c, 's> ComposeCx<'c, 's> {
    /// The services that are built.
    pub fn builds(&self) -> &'c [BuiltService<'c, 's>] {
        self.builds
    }

    /// The service of a name, if it is built.
    pub fn build_of(&self, name: &str) -> Option<&'c BuiltService<'c, 's>> {
        self.builds.iter().find(|it| it.name() == name)
    }

    /// True if a folder surely is not there, and is not made later.
    pub fn is_no_folder(&self, location: &Location) -> bool {
        // The current folder has no name to ask for.
        let path = location.path().filter(|it| !it.as_os_str().is_empty());
        let Some(path) = path else {
            return false;
        };
        match self.exists(path) {
            Some(true) => !self.files.host().is_folder(path),
            Some(false) => self.is_missing(path),
            None => false,
        }
    }
}

/// The shell that runs the shell form in an image of this name.
pub fn shell_of_image(image: &str) -> Dialect {
    if has_busybox(image) {
        Dialect::Ash
    } else {
        Dialect::Sh
    }
}
