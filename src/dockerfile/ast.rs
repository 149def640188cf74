//! The tree of a Dockerfile.
//!
//! Nodes keep the user's own words with their places; nothing is expanded or normalised here.
//! Names of types follow the Dockerfile reference: *instruction*, *flag*, *exec form*, *shell
//! form*, *here-document*.

use crate::text::{MappedText, Phase, Problem, Range, Span, Word};

use super::heredoc::Heredoc;
use super::mount::Mount;

/// A whole file, always complete: what could not be understood is still there as
/// [`Kind::Unknown`] or as a node with missing parts, and listed in [`Dockerfile::problems`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Dockerfile<'a> {
    /// The text of the file.
    pub text: &'a str,
    /// The escape character: a backslash, or a backtick after `# escape=`.
    pub escape: char,
    /// Parser directives at the top, in order.
    pub directives: Vec<Directive<'a>>,
    /// All comments in file order, also those inside continued instructions.
    pub comments: Vec<Comment>,
    /// All instructions in file order. `ONBUILD` holds its trigger.
    pub instructions: Vec<Instruction<'a>>,
    /// What the file consists of. The spans follow each other without gap and cover the file.
    pub items: Vec<Item>,
    /// Why Docker refuses the file, in file order within each phase.
    pub problems: Vec<Problem>,
}

impl Dockerfile<'_> {
    /// The problem at which Docker gives the file up before it evaluates anything, if there is
    /// one.
    pub fn refusal(&self) -> Option<&Problem> {
        self.problems
            .iter()
            .find(|problem| problem.phase < Phase::Evaluation)
    }
}

/// A stretch of whole lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What stands there.
    pub kind: ItemKind,
    /// Its bytes, with leading blanks and the last line break.
    pub span: Span,
}

/// What an [`Item`] is; the numbers are indices into the lists of [`Dockerfile`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// A line of blanks, or the last empty piece.
    Blank,
    /// A parser directive.
    Directive(usize),
    /// A comment on a line of its own.
    Comment(usize),
    /// An instruction with its here-document bodies.
    Instruction(usize),
}

/// A parser directive such as `# escape=`.
#[derive(Clone, Debug)]
pub struct Directive<'a> {
    /// The name as written. Known names are `syntax`, `escape` and `check` in any letter case.
    pub name: Word<'a>,
    /// The value without surrounding blanks.
    pub value: Word<'a>,
    /// From `#` to the end of the value.
    pub span: Span,
    /// False where BuildKit's second reader does not see it, so that `syntax` and `check` have no
    /// effect: the line is indented.
    pub effective: bool,
}

/// A comment line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From `#` to the end of the line, without the line break.
    pub span: Span,
    /// Index of the instruction in which it stands, for a comment between continued lines.
    pub inside: Option<usize>,
    /// The line is indented. BuildKit misreads the text of such comments.
    pub indented: bool,
}

/// One instruction, from its keyword to the end of its last here-document.
#[derive(Debug)]
#[non_exhaustive]
pub struct Instruction<'a> {
    /// Index in [`Dockerfile::instructions`]. A trigger has that of its `ONBUILD`.
    pub index: usize,
    /// From the first byte of the keyword to the last byte, without the line break.
    pub span: Span,
    /// The same without here-document bodies.
    pub head: Span,
    /// The logical line: continuations, comments and blank lines taken out, trimmed.
    pub text: MappedText<'a>,
    /// The keyword as written.
    pub keyword: Word<'a>,
    /// Flags in order.
    pub flags: Vec<Flag<'a>>,
    /// Where the arguments stand in `text`, trimmed.
    pub args: Range,
    /// Here-documents in order.
    pub heredocs: Vec<Heredoc<'a>>,
    /// Blank lines inside the continued instruction.
    pub blank_lines: Vec<Span>,
    /// What the keyword and the arguments mean.
    pub kind: Kind<'a>,
}

impl<'a> Instruction<'a> {
    /// The last flag of this name, which is the one that counts.
    pub fn flag(&self, name: &str) -> Option<&Flag<'a>> {
        self.flags.iter().rev().find(|flag| &*flag.name == name)
    }

    /// The instruction itself, or what `ONBUILD` will run.
    pub fn trigger(&self) -> &Instruction<'a> {
        match &self.kind {
            Kind::Onbuild(Some(child)) => child,
            _ => self,
        }
    }

    /// The arguments as one word.
    pub fn argument(&self) -> Word<'a> {
        self.text.word(self.args)
    }
}

/// What an instruction is. Missing or broken parts are empty here and problems of the file.
#[derive(Debug)]
#[non_exhaustive]
pub enum Kind<'a> {
    /// `ADD`
    Add(Add<'a>),
    /// `ARG`
    Arg(Arg<'a>),
    /// `CMD`
    Cmd(Command<'a>),
    /// `COPY`
    Copy(Copy<'a>),
    /// `ENTRYPOINT`
    Entrypoint(Command<'a>),
    /// `ENV`
    Env(Pairs<'a>),
    /// `EXPOSE`
    Expose(Expose<'a>),
    /// `FROM`
    From(From<'a>),
    /// `HEALTHCHECK`
    Healthcheck(Healthcheck<'a>),
    /// `LABEL`
    Label(Pairs<'a>),
    /// `MAINTAINER`
    Maintainer(Argument<'a>),
    /// `ONBUILD` with its trigger, if there is one.
    Onbuild(Option<Box<Instruction<'a>>>),
    /// `RUN`
    Run(Run<'a>),
    /// `SHELL`
    Shell(Shell<'a>),
    /// `STOPSIGNAL`
    Stopsignal(Argument<'a>),
    /// `USER`
    User(Argument<'a>),
    /// `VOLUME`
    Volume(Volume<'a>),
    /// `WORKDIR`
    Workdir(Argument<'a>),
    /// A keyword that Docker does not know.
    Unknown,
}

/// A flag of an instruction: `--name` or `--name=value`.
#[derive(Clone, Debug)]
pub struct Flag<'a> {
    /// The name without dashes.
    pub name: Word<'a>,
    /// The value with quotes and escapes taken out; none without `=`.
    pub value: Option<MappedText<'a>>,
    /// The whole flag word.
    pub span: Span,
}

impl<'a> Flag<'a> {
    /// The value as text, empty if there is none.
    pub fn text(&self) -> &str {
        self.value.as_ref().map_or("", MappedText::as_str)
    }

    /// The value as a word.
    pub fn word(&self) -> Option<Word<'a>> {
        self.value.as_ref().map(|value| value.word(value.all()))
    }
}

/// `FROM [--platform=…] image [AS name]`
#[derive(Debug)]
pub struct From<'a> {
    /// The image as written.
    pub image: Option<Word<'a>>,
    /// The word `AS` as written.
    pub as_word: Option<Word<'a>>,
    /// The stage name as written.
    pub alias: Option<Word<'a>>,
}

/// `RUN`
#[derive(Debug)]
pub struct Run<'a> {
    /// What is run.
    pub command: Command<'a>,
    /// The `--mount` flags in order.
    pub mounts: Vec<Mount<'a>>,
}

/// A command in exec form or in shell form.
#[derive(Debug)]
pub enum Command<'a> {
    /// A JSON array of strings, decoded.
    Exec(Vec<Word<'a>>),
    /// Text for the shell: a range of the instruction's logical line. `not_json` tells where the
    /// text, though it starts with `[`, stops being a JSON array.
    Shell {
        /// The text, trimmed, possibly empty.
        text: Range,
        /// The place in the logical line at which JSON breaks off.
        not_json: Option<Range>,
    },
}

impl Command<'_> {
    /// True for a JSON array.
    pub fn is_exec(&self) -> bool {
        matches!(self, Self::Exec(_))
    }
}

/// `COPY` or `ADD`: sources and a destination, plain words or a JSON array.
#[derive(Debug)]
pub struct Copy<'a> {
    /// Sources in order. Those that are here-documents are listed too.
    pub sources: Vec<CopySource<'a>>,
    /// The last word.
    pub destination: Option<Word<'a>>,
    /// Written as a JSON array.
    pub exec: bool,
}

/// `ADD` has the same arguments as `COPY`.
pub type Add<'a> = Copy<'a>;

/// One source of `COPY` or `ADD`.
#[derive(Debug)]
pub struct CopySource<'a> {
    /// The word as written.
    pub word: Word<'a>,
    /// Index into [`Instruction::heredocs`] if the source is a here-document.
    pub heredoc: Option<usize>,
}

/// The pairs of `ENV` or `LABEL`.
#[derive(Debug)]
pub struct Pairs<'a> {
    /// The pairs in order.
    pub pairs: Vec<Pair<'a>>,
    /// Written as `KEY value`, one pair only.
    pub legacy: bool,
}

/// One `key=value`. Quotes and escapes are kept.
#[derive(Debug)]
pub struct Pair<'a> {
    /// The key.
    pub key: Word<'a>,
    /// The value, possibly empty.
    pub value: Word<'a>,
}

/// `ARG` with any number of names.
#[derive(Debug)]
pub struct Arg<'a> {
    /// The declarations in order.
    pub names: Vec<ArgName<'a>>,
}

/// One `name` or `name=default`.
#[derive(Debug)]
pub struct ArgName<'a> {
    /// The name, taken literally by Docker.
    pub name: Word<'a>,
    /// The default with quotes and escapes kept.
    pub default: Option<Word<'a>>,
}

/// `EXPOSE` ports, as written.
#[derive(Debug)]
pub struct Expose<'a> {
    /// The arguments in order.
    pub ports: Vec<Word<'a>>,
}

/// `VOLUME` paths, plain words or a JSON array.
#[derive(Debug)]
pub struct Volume<'a> {
    /// The paths in order.
    pub paths: Vec<Word<'a>>,
}

/// `HEALTHCHECK`
#[derive(Debug)]
pub struct Healthcheck<'a> {
    /// The word `CMD` or `NONE` as written.
    pub word: Option<Word<'a>>,
    /// The command of `CMD`; none for `NONE` and where it is missing.
    pub command: Option<Command<'a>>,
}

/// `SHELL ["program", "argument"]`
#[derive(Debug)]
pub struct Shell<'a> {
    /// The words; none if the argument is no JSON array.
    pub words: Option<Vec<Word<'a>>>,
}

/// The whole line as one argument.
#[derive(Debug)]
pub struct Argument<'a> {
    /// The argument, trimmed, blanks inside kept; empty if it is missing.
    pub value: Word<'a>,
}
