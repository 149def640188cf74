//! What is in the image of a service that is built: a shell, programs, files at paths.

use crate::compose::model::{Service, names, pairs};
use crate::compose::value::{Place, Value};
use crate::dockerfile::ast::{Copy, Instruction, Kind};
use crate::dockerfile::model::{Base, Stage};
use crate::facts::{KnownImage, install_marks, is_check_tool, is_windows};
use crate::shell::{Command, Origin, Script};
use crate::text::{Range, Span, Word};

use super::build_installs::bind_source;
use super::compose_commands::words_of;
use super::compose_project::mount_targets;
use super::compose_scripts::{ServiceScript, service_scripts};
use super::image_contents::{done_in, missing_tool, scripts_of, stands_in, without, without_shell};
use super::places::{absolute_path, is_within};
use super::{BuiltService, ComposeCx};

/// A program in a health check that the image does not have.
#[derive(Clone, Debug)]
pub struct MissingTool {
    /// The program.
    pub name: String,
    /// The base of the image.
    pub base: String,
    /// Where it is called, in the file of the test.
    pub span: Span,
}

impl<'c, 's> BuiltService<'c, 's> {
    /// The stage at the root of the image: it starts from nothing, or from an image whose name is
    /// known. None for a context of the build that goes by the name of an image.
    pub fn known_root(&self) -> Option<&Stage<'c>> {
        let root = self.chain().pop()?;
        if root.base == Base::Scratch {
            return Some(root);
        }
        let image = KnownImage::read(root.value.known()?);
        let contexts = self.plan.build.get("additional_contexts");
        let contexts = contexts.map(pairs).unwrap_or_default();
        let is_context = contexts
            .iter()
            .any(|it| KnownImage::read(it.name).repository() == image.repository());
        (root.base == Base::Image && !is_context).then_some(root)
    }

    /// True if the image starts from nothing, or this is true of its base.
    pub fn root_is(&self, fits: impl Fn(&KnownImage<'_>) -> bool) -> bool {
        self.known_root().is_some_and(|root| {
            let image = root.value.known().map(KnownImage::read);
            root.base == Base::Scratch || image.is_some_and(|it| fits(&it))
        })
    }

    /// The base of the image, if that surely holds no shell.
    pub fn built_without_shell(&self) -> Option<String> {
        self.known_root()?;
        without_shell(self.dockerfile()?, self.final_stage()?)
    }

    /// The base of the image, if that surely lacks a program.
    pub fn built_without(&self, program: &str) -> Option<String> {
        self.known_root()?;
        without(self.dockerfile()?, self.final_stage()?, program)
    }

    /// The program of the health check that the image surely lacks.
    pub fn missing_in_check(&self, cx: &ComposeCx<'c, 's>) -> Option<MissingTool> {
        let service = self.plan.service;
        let test = service.at(&["healthcheck", "test"])?;
        let base_without = |program: &str| {
            let comes_later = gets_later(service, program, cx);
            self.built_without(program).filter(|_| !comes_later)
        };
        let scripts = service_scripts(cx.project(), service, self.shell());
        let mut scripts = scripts
            .iter()
            .filter(|it| it.script.origin == Origin::Healthcheck)
            .peekable();
        if scripts.peek().is_some() {
            // What runs the program is missing already.
            if self.built_without_shell().is_some() {
                return None;
            }
            let found = |it: &ServiceScript<'_>| {
                let (call, base) = missing_tool(&it.script, base_without)?;
                let word = call.name_word()?;
                let name = word.text()?.to_owned();
                let span = word.span();
                Some(MissingTool { name, base, span })
            };
            return scripts.find_map(found);
        }
        let [kind, program, ..] = test.items() else {
            return None;
        };
        let name = program.literal().filter(|_| kind.text() == Some("CMD"))?;
        let base = Some(name).filter(|it| is_check_tool(it));
        let base = base.and_then(base_without)?;
        Some(MissingTool {
            name: name.to_owned(),
            base,
            span: cx.part(program.place, Range::new(0, name.len())),
        })
    }

    /// The instructions that make up the image, those of the built stage first.
    pub fn image_instructions(&self) -> Vec<&Instruction<'c>> {
        let (Some(file), Some(stage)) = (self.dockerfile(), self.final_stage()) else {
            return Vec::new();
        };
        done_in(file, stage).collect()
    }

    /// The shell scripts of an instruction.
    pub fn scripts_of(&self, it: &Instruction<'c>) -> &[Script<'c>] {
        let file = self.file.as_ref();
        file.map(|file| scripts_of(it, file)).unwrap_or_default()
    }

    /// The commands of an instruction.
    pub fn commands_of<'b>(
        &'b self,
        it: &Instruction<'c>,
    ) -> impl Iterator<Item = Command<'b>> + use<'b, 'c, 's> {
        self.scripts_of(it).iter().flat_map(Script::commands)
    }

    /// True if one of these texts stands in an instruction or its here-documents.
    pub fn stands_in(&self, it: &Instruction<'_>, texts: &[&str]) -> bool {
        let file = self.file.as_ref();
        file.is_some_and(|file| stands_in(it, texts, file))
    }

    /// True if a name stands in an instruction or its here-documents as a word of its own.
    pub fn names(&self, it: &Instruction<'_>, name: &str) -> bool {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let found = |text: &str| text.split(|c| !is_part(c)).any(|word| word == name);
        let text = self
            .file
            .as_ref()
            .map_or("", |file| file.document.tree.text);
        let mut bodies = it.heredocs.iter();
        found(it.text.as_str()) || bodies.any(|heredoc| found(heredoc.body.of(text)))
    }

    /// The value of a word of an instruction, if it is known.
    pub fn known_word(&self, it: &Instruction<'_>, word: &Word<'c>) -> Option<String> {
        let model = &self.file.as_ref()?.document.model;
        model.value(&word.text, it.index).known().map(str::to_owned)
    }

    /// The path in the image that a word of an instruction means, without `.` and `..`. None where
    /// it depends on the base image.
    pub fn image_path(&self, it: &Instruction<'_>, word: &Word<'c>) -> Option<String> {
        self.absolute(it, &self.known_word(it, word)?)
    }

    fn absolute(&self, it: &Instruction<'_>, path: &str) -> Option<String> {
        let file = self.file.as_ref()?;
        let path = absolute_path(&file.document, it.index, path)?;
        path.starts_with('/').then_some(path)
    }

    /// The working folder at an instruction.
    pub fn workdir_at(&self, it: &Instruction<'_>) -> Option<String> {
        self.absolute(it, ".")
    }

    /// The working folder that a `WORKDIR` gives.
    pub fn workdir_behind(&self, it: &Instruction<'c>) -> Option<String> {
        match &it.kind {
            Kind::Workdir(argument) => self.image_path(it, &argument.value),
            _ => None,
        }
    }

    /// Where a `COPY` or `ADD` puts its sources, and the word that says so.
    pub fn copied_to<'b>(&self, it: &'b Instruction<'c>) -> Option<(String, &'b Word<'c>)> {
        let (Kind::Copy(Copy { destination, .. }) | Kind::Add(Copy { destination, .. })) = &it.kind
        else {
            return None;
        };
        let word = destination.as_ref()?;
        Some((self.image_path(it, word)?, word))
    }

    /// True for an image with Windows in it, as far as its name tells.
    pub fn is_on_windows(&self) -> bool {
        let stage = self.final_stage();
        let file = self.dockerfile().zip(stage);
        file.is_some_and(|(file, stage)| is_windows(&file.document, stage.index))
    }
}

/// True for images that come without a health check.
pub fn is_unchecked(image: &KnownImage<'_>) -> bool {
    image.has_no_healthcheck()
}

/// True if a service may get a program when it starts: from a mount, or by what it runs.
fn gets_later<'c>(service: Service<'c, '_>, program: &str, cx: &ComposeCx<'c, '_>) -> bool {
    let marks = install_marks(&program);
    let starts = ["entrypoint", "command"].iter();
    let mut words = starts.filter_map(|key| service.get(key)).flat_map(words_of);
    words.any(|word| marks.iter().any(|mark| word.text.contains(mark)))
        || brings_programs(service, cx)
}

/// True if something is mounted where programs are, or nobody knows what is mounted.
pub fn brings_programs<'c>(service: Service<'c, '_>, cx: &ComposeCx<'c, '_>) -> bool {
    let Some(targets) = mount_targets(service, cx) else {
        return true;
    };
    let folders = ["/bin", "/sbin", "/usr", "/usr/bin", "/usr/local"];
    let is_for_programs = |path: &str| folders.contains(&path) || path.contains("bin/");
    targets.iter().any(|(path, _)| is_for_programs(path)) || names_other_volumes(service)
}

/// True for a service that mounts what others mount.
fn names_other_volumes(service: Service<'_, '_>) -> bool {
    let from = service.get("volumes_from");
    from.is_some_and(|it| !names(it).is_empty())
}

/// A folder of the image that something the service mounts lies over: the place of the mount in
/// the container.
#[derive(Clone, Debug)]
pub struct Covered {
    /// The mounted path.
    pub path: String,
    /// Where it is written.
    pub place: Place,
    /// Its place in the text there.
    pub range: Range,
    /// What is mounted, if that is a path of the host.
    pub source: Option<String>,
}

/// The mount of one of these kinds that lies over a folder, if no other one lies nearer to it.
pub fn covering_mount<'v, 's>(
    service: Service<'v, 's>,
    folder: &str,
    fits: impl Fn(&Value<'s>) -> bool,
    cx: &ComposeCx<'v, 's>,
) -> Option<Covered> {
    let points = cx.mount_points(service);
    let over = points.into_iter().filter(|it| is_within(folder, &it.path));
    let nearest = over.max_by_key(|it| it.path.len())?;
    (!nearest.is_tmpfs && fits(nearest.item)).then(|| Covered {
        source: bind_source(nearest.item, cx),
        path: nearest.path,
        place: nearest.place,
        range: nearest.range,
    })
}
