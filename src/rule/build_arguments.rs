//! The arguments of builds: who declares them, and what happens without them.

use crate::dockerfile::ast::{Instruction, Kind};
use crate::dockerfile::lex::{self, Lexing, Part};
use crate::dockerfile::model::{Base, Binding, PREDEFINED};
use crate::finding::Finding;
use crate::shell::{Command, Script, Word as ShellWord};
use crate::text::{Span, Word};

use super::BuiltService;

/// Arguments that hold addresses of proxies, in any letter case.
const PROXIES: [&str; 5] = [
    "ALL_PROXY",
    "FTP_PROXY",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "NO_PROXY",
];

/// A name that an `ARG` of a Dockerfile declares.
#[derive(Clone, Copy, Debug)]
pub struct DeclaredArg<'b> {
    /// The name.
    pub name: &'b str,
    /// Its place in the Dockerfile.
    pub span: Span,
    /// It stands in front of the first `FROM`, or in a stage that the build needs.
    pub is_needed: bool,
}

/// A text in which arguments are used that nobody gives.
#[derive(Clone, Debug)]
pub struct OpenText {
    /// The text without them.
    pub text: String,
    /// Their names.
    pub names: Vec<String>,
}

/// True for arguments that the builder itself takes.
pub fn is_builder_argument(name: &str) -> bool {
    PREDEFINED.contains(&name)
        || name.starts_with("BUILDKIT_")
        || name == "SOURCE_DATE_EPOCH"
        || PROXIES.iter().any(|it| name.eq_ignore_ascii_case(it))
}

impl<'c> BuiltService<'c, '_> {
    /// The instructions of the stages that the build needs, and those in front of the first one.
    /// None where they are not all known: a variable decides on a stage, or the base image may
    /// bring instructions along.
    pub fn all_needed(&self) -> Option<Vec<&Instruction<'c>>> {
        let file = self.dockerfile()?;
        let stages = self.needed_stages();
        let is_open = |base: Base, prefix: &str| {
            base == Base::Unknown && !prefix.contains([':', '/'])
                || base == Base::Image && prefix.contains("onbuild")
        };
        if stages.is_empty() || stages.iter().any(|it| is_open(it.base, it.value.prefix())) {
            return None;
        }
        let model = &file.document.model;
        let is_needed = |it: &&Instruction<'_>| {
            let own = model.state(it.index).stage;
            own.is_none_or(|own| stages.iter().any(|stage| stage.index == own))
        };
        let all = file.document.tree.instructions.iter();
        Some(all.filter(is_needed).collect())
    }

    /// All names that `ARG` declares. None where they are not all known.
    pub fn declared_args(&self) -> Option<Vec<DeclaredArg<'_>>> {
        let needed = self.all_needed()?;
        let all = &self.dockerfile()?.document.tree.instructions;
        let mut found = Vec::new();
        for it in all {
            if let Kind::Arg(arg) = &it.trigger().kind {
                let is_needed = needed.iter().any(|other| other.index == it.index);
                found.extend(arg.names.iter().map(|it| DeclaredArg {
                    name: &it.name,
                    span: it.name.span,
                    is_needed,
                }));
            }
        }
        Some(found)
    }

    /// A word as it is where nobody gives the arguments in it, if there are any such and all the
    /// rest is known.
    pub fn left_open(&self, word: &Word<'c>, instruction: usize) -> Option<OpenText> {
        let document = &self.dockerfile()?.document;
        let lexing = Lexing {
            escape: document.tree.escape,
            quotes: true,
        };
        let mut open = OpenText {
            text: String::new(),
            names: Vec::new(),
        };
        for part in lex::read(word, lexing).ok()? {
            match part {
                Part::Text(range) => open.text.push_str(range.of(word)),
                Part::Variable(it) if it.operator.is_some() => return None,
                Part::Variable(it) => {
                    let name = it.name.of(word);
                    match document.model.lookup(name, instruction) {
                        Binding::Declared => open.names.push(name.to_owned()),
                        Binding::Set(value) => open.text.push_str(value.known()?),
                        Binding::Open | Binding::Unset => return None,
                    }
                }
            }
        }
        open.names.retain(|name| !is_builder_argument(name));
        (!open.names.is_empty()).then_some(open)
    }

    /// The arguments that a `RUN` puts into addresses although nobody gives them, with their
    /// places. None that it looks at first.
    pub fn open_addresses(&self, it: &Instruction<'c>) -> Vec<(String, Span)> {
        let Some(file) = self.dockerfile() else {
            return Vec::new();
        };
        let scripts = file.facts.scripts(&file.document, it);
        let words = scripts
            .iter()
            .flat_map(Script::commands)
            .flat_map(Command::args);
        let mut found = Vec::new();
        for word in words.filter(|it| it.raw().contains("://")) {
            for name in open_in_address(word) {
                let binding = file.document.model.lookup(name, it.index);
                let is_asked = asks_for(word.script().text.as_str(), name);
                if binding == Binding::Declared && !is_asked && !is_builder_argument(name) {
                    found.push((name.to_owned(), word.span()));
                }
            }
        }
        found
    }

    /// Points a finding at the `FROM` of the stage that is built.
    pub fn label_stage(&self, finding: &mut Finding, message: &str) {
        if let Some(image) = self.final_stage().and_then(|it| it.image.as_ref()) {
            self.label(finding, image.span, message);
        }
    }
}

/// The variables behind the `://` of a word that stand there without an operator.
fn open_in_address(word: ShellWord<'_>) -> impl Iterator<Item = &str> {
    let raw = word.raw();
    let start = raw.find("://").unwrap_or(raw.len());
    word.variables().filter_map(move |(name, range)| {
        let at = (range.start as usize).checked_sub(word.range().start as usize)?;
        let rest = raw.get(at..)?;
        let plain = !rest.starts_with("${") || rest.get(2 + name.len()..)?.starts_with('}');
        (plain && at > start).then_some(name)
    })
}

/// True if a script sets a variable itself, or does something else where it is not set.
fn asks_for(script: &str, name: &str) -> bool {
    let tests = ["[ ", "[[ ", "test ", "case ", "for ", "read "];
    if tests.iter().any(|it| script.contains(it)) {
        return true;
    }
    script.match_indices(name).any(|(at, _)| {
        let behind = script.get(at + name.len()..).unwrap_or_default();
        let is_braced = script.get(..at).is_some_and(|it| it.ends_with("${"));
        behind.starts_with('=') || is_braced && !behind.starts_with('}')
    })
}
