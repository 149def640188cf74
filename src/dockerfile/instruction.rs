//! From a logical line to an instruction.
//!
//! Reports what BuildKit refuses in its first two passes; values are judged in `verify`.

use crate::text::{MappedText, Phase, Problem, Range, Span, nearest};

use super::ast::{Command, Healthcheck, Instruction, Kind};
use super::exec_form::{self, ExecForm};
use super::heredoc::Heredoc;
use super::{flags, words};

/// All keywords, in upper case and sorted.
pub const KEYWORDS: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

impl Kind<'_> {
    /// False where BuildKit takes flags and never looks at them.
    fn reads_flags(&self) -> bool {
        match self {
            Self::Healthcheck(Healthcheck {
                word: Some(word), ..
            }) => !word.eq_ignore_ascii_case("none"),
            _ => true,
        }
    }
}

/// True if a line starts with a keyword in upper case, as nearly all real instructions do.
pub(super) fn starts_one(line: &str) -> bool {
    let word = line.split([' ', '\t']).next().unwrap_or_default();
    word.len() < line.len() && KEYWORDS.contains(&word)
}

impl<'a> Instruction<'a> {
    /// True for `RUN`, `COPY` and `ADD`, also behind `ONBUILD`, unless written as a JSON array.
    pub(super) fn takes_heredocs(&self) -> bool {
        match &self.trigger().kind {
            Kind::Run(run) => !run.command.is_exec(),
            Kind::Add(copy) | Kind::Copy(copy) => !copy.exec,
            _ => false,
        }
    }

    /// Adds a here-document. A trigger takes those of its `ONBUILD`.
    pub(super) fn attach(&mut self, mut heredoc: Heredoc<'a>) {
        self.span.end = self
            .span
            .end
            .max(heredoc.terminator.unwrap_or(heredoc.body).end);
        match &mut self.kind {
            Kind::Onbuild(Some(child)) => {
                // Ranges of a trigger count from the start of its own text.
                let range = heredoc.opener.range;
                let start = range.start.saturating_sub(self.args.start);
                let end = range.end.saturating_sub(self.args.start);
                heredoc.opener.range = Range { start, end };
                child.attach(heredoc);
                return;
            }
            Kind::Add(copy) | Kind::Copy(copy) => {
                let opener = heredoc.opener.range;
                for source in copy.sources.iter_mut().filter(|it| it.word.range == opener) {
                    source.heredoc = Some(self.heredocs.len());
                }
            }
            _ => {}
        }
        self.heredocs.push(heredoc);
    }
}

/// Reads instructions and collects what is wrong with them.
pub(super) struct Reader<'p> {
    pub escape: char,
    pub index: usize,
    /// The first physical line, for an instruction without any text: a lone escape character.
    pub line: Span,
    pub problems: &'p mut Vec<Problem>,
}

impl Reader<'_> {
    /// Reads one logical line.
    pub(super) fn instruction<'a>(&mut self, text: MappedText<'a>) -> Instruction<'a> {
        let (keyword, rest) = words::split_once(text.as_str(), text.all());
        let keyword = text.word(keyword);
        let rest = rest.unwrap_or(Range {
            start: text.len(),
            end: text.len(),
        });
        let (flags, args) = flags::read(&text, rest, self.escape);
        let args = words::trim(text.as_str(), args);
        let name = keyword.to_ascii_uppercase();
        let span = if text.is_empty() {
            self.line
        } else {
            text.span(text.all())
        };
        let mut instruction = Instruction {
            index: self.index,
            span,
            head: span,
            keyword,
            flags,
            args,
            heredocs: Vec::new(),
            blank_lines: Vec::new(),
            kind: Kind::Unknown,
            text,
        };
        instruction.kind = self.kind(&name, &instruction);
        if instruction.kind.reads_flags() {
            flags::check(&name, &instruction.flags, self.problems);
        }
        instruction
    }

    pub(super) fn refuse(&mut self, id: &'static str, span: Span, message: impl Into<String>) {
        self.problems
            .push(Problem::new(id, Phase::Instruction, span, message));
    }

    pub(super) fn refuse_with(
        &mut self,
        id: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems
            .push(Problem::new(id, Phase::Instruction, span, message).help(help));
    }

    fn kind<'a>(&mut self, name: &str, it: &Instruction<'a>) -> Kind<'a> {
        match name {
            "ADD" => Kind::Add(self.copy(it)),
            "ARG" => Kind::Arg(self.arg(it)),
            "CMD" => Kind::Cmd(self.command(it, it.args)),
            "COPY" => Kind::Copy(self.copy(it)),
            "ENTRYPOINT" => Kind::Entrypoint(self.command(it, it.args)),
            "ENV" => Kind::Env(self.pairs(it)),
            "EXPOSE" => Kind::Expose(self.expose(it)),
            "FROM" => Kind::From(self.from(it)),
            "HEALTHCHECK" => Kind::Healthcheck(self.healthcheck(it)),
            "LABEL" => Kind::Label(self.pairs(it)),
            "MAINTAINER" => Kind::Maintainer(self.argument(it)),
            "ONBUILD" => Kind::Onbuild(self.onbuild(it)),
            "RUN" => Kind::Run(self.run(it)),
            "SHELL" => Kind::Shell(self.shell(it)),
            "STOPSIGNAL" => Kind::Stopsignal(self.argument(it)),
            "USER" => Kind::User(self.argument(it)),
            "VOLUME" => Kind::Volume(self.volume(it)),
            "WORKDIR" => Kind::Workdir(self.argument(it)),
            _ => self.unknown(name, it),
        }
    }

    fn unknown<'a>(&mut self, name: &str, it: &Instruction<'a>) -> Kind<'a> {
        let keyword = it.keyword.text.clone();
        let span = if it.keyword.is_empty() {
            it.span
        } else {
            it.keyword.span
        };
        let message = format!("`{}` is no Dockerfile instruction", shorten(&keyword));
        let mut problem = Problem::new("unknown-instruction", Phase::Instruction, span, message);
        let template = ["{{", "{%", "{#", "<%", "@@", "%%"];
        problem.help = if template.iter().any(|mark| keyword.starts_with(mark)) {
            Some("fill in the template first, or exclude the file".to_owned())
        } else {
            nearest(name, KEYWORDS).map(|keyword| format!("did you mean `{keyword}`?"))
        };
        self.problems.push(problem);
        Kind::Unknown
    }

    /// An instruction that needs arguments has none.
    pub(super) fn missing(&mut self, it: &Instruction<'_>, what: &str) {
        let keyword = it.keyword.to_ascii_uppercase();
        self.refuse(
            "missing-argument",
            it.keyword.span,
            format!("`{keyword}` needs {what}"),
        );
    }

    pub(super) fn command<'a>(&mut self, it: &Instruction<'a>, args: Range) -> Command<'a> {
        match self.exec_form(it, args) {
            ExecForm::Array(words) => Command::Exec(words),
            ExecForm::NotJson(at) => Command::Shell {
                text: args,
                not_json: Some(at),
            },
            ExecForm::NotString(_) | ExecForm::Plain => Command::Shell {
                text: args,
                not_json: None,
            },
        }
    }

    pub(super) fn exec_form<'a>(&mut self, it: &Instruction<'a>, args: Range) -> ExecForm<'a> {
        let form = exec_form::read(&it.text, args);
        if let ExecForm::NotString(range) = form {
            let message = "only strings can stand in the array";
            let span = it.text.span(range);
            let problem = Problem::new("not-a-string", Phase::Syntax, span, message);
            self.problems.push(problem.help("put it in double quotes"));
        }
        form
    }
}

/// Reports instructions in front of the first `FROM`, where only `ARG` may stand, and marks unknown
/// instructions that follow each other as one mistake.
pub(super) fn check_order(instructions: &[Instruction<'_>], problems: &mut Vec<Problem>) {
    for it in instructions {
        match it.kind {
            Kind::From(_) => break,
            Kind::Arg(_) | Kind::Unknown => {}
            _ => {
                let keyword = it.keyword.to_ascii_uppercase();
                let message = format!("`{keyword}` stands before the first `FROM`");
                let span = it.keyword.span;
                problems.push(Problem::new(
                    "before-from",
                    Phase::Instruction,
                    span,
                    message,
                ));
            }
        }
    }
}

/// A stage name: letters, digits, `_`, `-`, `.`, with a letter first.
pub(super) fn is_stage_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    lower.starts_with(|c: char| c.is_ascii_lowercase())
        && lower
            .chars()
            .all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_' | '-' | '.'))
}

/// A word for a message: long ones are cut.
pub(super) fn shorten(word: &str) -> String {
    const LONGEST: usize = 40;
    match word.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", word.get(..at).unwrap_or_default()),
        None => word.to_owned(),
    }
}
