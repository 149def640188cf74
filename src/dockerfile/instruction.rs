//! From a logical line to an instruction.
//!
//! Reports what BuildKit refuses in its first two passes; values are judged in `verify`.

use crate::text::{MappedText, Phase, Problem, Range, Span, Word, nearest};

use super::ast::{
    Arg, ArgName, Argument, Command, Copy, CopySource, Expose, From, Healthcheck, Instruction,
    Kind, Pair, Pairs, Run, Shell, Volume,
};
use super::exec_form::{self, ExecForm};
use super::heredoc::{Heredoc, opener_word};
use super::{flags, healthcheck, mount, words};

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

const OWN_LINE: &str = "put the comment on a line of its own";

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

    fn refuse(&mut self, id: &'static str, span: Span, message: impl Into<String>) {
        self.problems
            .push(Problem::new(id, Phase::Instruction, span, message));
    }

    fn refuse_with(
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
        problem.help = nearest(name, KEYWORDS).map(|keyword| format!("did you mean `{keyword}`?"));
        self.problems.push(problem);
        Kind::Unknown
    }

    /// An instruction that needs arguments has none.
    fn missing(&mut self, it: &Instruction<'_>, what: &str) {
        let keyword = it.keyword.to_ascii_uppercase();
        self.refuse(
            "missing-argument",
            it.keyword.span,
            format!("`{keyword}` needs {what}"),
        );
    }

    fn command<'a>(&mut self, it: &Instruction<'a>, args: Range) -> Command<'a> {
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

    fn exec_form<'a>(&mut self, it: &Instruction<'a>, args: Range) -> ExecForm<'a> {
        let form = exec_form::read(&it.text, args);
        if let ExecForm::NotString(range) = form {
            let message = "only strings can stand in the array";
            let span = it.text.span(range);
            let problem = Problem::new("not-a-string", Phase::Syntax, span, message);
            self.problems.push(problem.help("put it in double quotes"));
        }
        form
    }

    fn run<'a>(&mut self, it: &Instruction<'a>) -> Run<'a> {
        let command = self.command(it, it.args);
        let named = |name: &'static str| it.flags.iter().filter(move |flag| &*flag.name == name);
        let mounts = named("mount")
            .filter_map(|flag| mount::read(flag, self.problems))
            .collect();
        let modes: [(_, &[&str]); 2] = [
            ("network", &["default", "none", "host"]),
            ("security", &["sandbox", "insecure"]),
        ];
        for (name, values) in modes {
            for flag in named(name).filter(|flag| flag.value.is_some()) {
                let value = flag.text();
                if !values.contains(&value) {
                    let message = format!("`{value}` is no {name} mode");
                    let help = format!("use one of {}", values.join(", "));
                    self.refuse_with("unknown-mode", value_span(flag), message, help);
                }
            }
        }
        for flag in named("device") {
            self.device(flag);
        }
        Run { command, mounts }
    }

    fn device(&mut self, flag: &super::ast::Flag<'_>) {
        let Some(value) = &flag.value else { return };
        let Some(fields) = mount::csv_fields(value.as_str()) else {
            let message = "the fields of `--device` are no comma-separated list";
            self.refuse("bad-device", flag.span, message);
            return;
        };
        for (index, range) in fields.into_iter().enumerate() {
            let field = range.of(value.as_str());
            let known = match field.split_once('=') {
                None => index == 0 || field.eq_ignore_ascii_case("required"),
                Some((key, _)) if key.eq_ignore_ascii_case("name") => true,
                Some((key, value)) if key.eq_ignore_ascii_case("required") => {
                    super::directives::go_bool(value).is_some()
                }
                Some(_) => false,
            };
            if !known {
                let message = format!("`{field}` says nothing about a device");
                self.refuse("bad-device", value.span(range), message);
            }
        }
    }

    fn copy<'a>(&mut self, it: &Instruction<'a>) -> Copy<'a> {
        let (exec, mut list) = match self.exec_form(it, it.args) {
            ExecForm::Array(list) => (true, list),
            _ => (false, self.plain_words(it)),
        };
        let given = list.len();
        let destination = if given > 1 { list.pop() } else { None };
        if given < 2 {
            self.missing(it, "at least one source and a destination");
        }
        let sources = list.into_iter().map(|word| CopySource {
            word,
            heredoc: None,
        });
        let copy = Copy {
            sources: sources.collect(),
            destination,
            exec,
        };
        if let Some(word) = copy
            .destination
            .as_ref()
            .filter(|word| !exec && opener_word(word))
        {
            let message = "a here-document cannot be the destination";
            self.refuse("heredoc-destination", word.span, message);
        }
        copy
    }

    fn plain_words<'a>(&self, it: &Instruction<'a>) -> Vec<Word<'a>> {
        let ranges = words::plain(it.text.as_str(), it.args);
        ranges
            .into_iter()
            .map(|range| it.text.word(range))
            .collect()
    }

    fn pairs<'a>(&mut self, it: &Instruction<'a>) -> Pairs<'a> {
        let line = it.text.as_str();
        let list = words::quoted(line, it.args, self.escape);
        let Some(first) = list.first() else {
            self.missing(it, "at least one `name=value`");
            return Pairs {
                pairs: Vec::new(),
                legacy: false,
            };
        };
        if !first.of(line).contains('=') {
            return self.legacy_pair(it);
        }
        let mut pairs = Vec::with_capacity(list.len());
        for range in list {
            let word = range.of(line);
            let Some(at) = word.find('=') else {
                let message = format!("`{}` has no `=`", shorten(word));
                let span = it.text.span(range);
                let problem = Problem::new("missing-equals", Phase::Syntax, span, message);
                self.problems.push(problem.help(if word == "#" {
                    OWN_LINE
                } else {
                    "quote the value, or write each pair as `name=value`"
                }));
                continue;
            };
            let key = it.text.word(Range::new(0, at).shift(range.start));
            let value = it
                .text
                .word(Range::new(at + 1, word.len()).shift(range.start));
            if key.is_empty() {
                self.refuse(
                    "empty-name",
                    it.text.span(range),
                    "the name before `=` is empty",
                );
            }
            pairs.push(Pair { key, value });
        }
        Pairs {
            pairs,
            legacy: false,
        }
    }

    fn legacy_pair<'a>(&mut self, it: &Instruction<'a>) -> Pairs<'a> {
        let (key, value) = words::split_once(it.text.as_str(), it.args);
        let Some(value) = value else {
            let keyword = it.keyword.to_ascii_uppercase();
            let name = shorten(key.of(it.text.as_str()));
            let message = format!("`{keyword}` gives no value to `{name}`");
            let span = it.text.span(key);
            self.problems
                .push(Problem::new("missing-value", Phase::Syntax, span, message));
            return Pairs {
                pairs: Vec::new(),
                legacy: true,
            };
        };
        let pair = Pair {
            key: it.text.word(key),
            value: it.text.word(value),
        };
        Pairs {
            pairs: vec![pair],
            legacy: true,
        }
    }

    fn arg<'a>(&mut self, it: &Instruction<'a>) -> Arg<'a> {
        let line = it.text.as_str();
        let list = words::quoted(line, it.args, self.escape);
        if list.is_empty() {
            self.missing(it, "a name");
        }
        let mut names = Vec::with_capacity(list.len());
        for range in list {
            let word = range.of(line);
            let at = word.find('=');
            let name = it
                .text
                .word(Range::new(0, at.unwrap_or(word.len())).shift(range.start));
            let default = at.map(|at| Range::new(at + 1, word.len()).shift(range.start));
            if name.is_empty() {
                self.refuse(
                    "empty-name",
                    it.text.span(range),
                    "the name before `=` is empty",
                );
            }
            names.push(ArgName {
                name,
                default: default.map(|range| it.text.word(range)),
            });
        }
        Arg { names }
    }

    fn expose<'a>(&mut self, it: &Instruction<'a>) -> Expose<'a> {
        let ports = self.plain_words(it);
        if ports.is_empty() {
            self.missing(it, "a port");
        }
        Expose { ports }
    }

    fn volume<'a>(&mut self, it: &Instruction<'a>) -> Volume<'a> {
        let paths = match self.exec_form(it, it.args) {
            ExecForm::Array(paths) => paths,
            _ => self.plain_words(it),
        };
        if paths.is_empty() {
            self.missing(it, "a path");
        }
        for path in paths.iter().filter(|path| path.trim().is_empty()) {
            let span = Span::new(path.span.start.saturating_sub(1), path.span.end + 1);
            self.refuse("empty-volume", span, "the path of a volume is empty");
        }
        Volume { paths }
    }

    fn argument<'a>(&mut self, it: &Instruction<'a>) -> Argument<'a> {
        let value = it.argument();
        if value.is_empty() {
            self.missing(it, "an argument");
        }
        Argument { value }
    }

    fn from<'a>(&mut self, it: &Instruction<'a>) -> From<'a> {
        let list = self.plain_words(it);
        let mut list = list.into_iter();
        let from = From {
            image: list.next(),
            as_word: list.next(),
            alias: list.next(),
        };
        let rest = list.next();
        match (&from.image, &from.as_word, &from.alias, &rest) {
            (None, ..) => self.missing(it, "an image"),
            (_, None, ..) => {}
            (_, Some(word), alias, rest) => {
                let is_as = word.eq_ignore_ascii_case("as");
                let extra = if is_as { rest.as_ref() } else { Some(word) };
                if let Some(extra) = extra {
                    let span = Span::new(extra.span.start, it.text.span(it.args).end);
                    let message = "`FROM` takes an image and `AS name`, nothing more";
                    let comment = extra.starts_with('#');
                    let mut problem =
                        Problem::new("from-arguments", Phase::Instruction, span, message);
                    problem.help = comment.then(|| OWN_LINE.to_owned());
                    self.problems.push(problem);
                } else if alias.is_none() {
                    self.refuse("from-arguments", word.span, "`AS` needs a name");
                }
            }
        }
        if let Some(alias) = from.alias.as_ref().filter(|alias| !is_stage_name(alias)) {
            if from
                .as_word
                .as_ref()
                .is_some_and(|word| word.eq_ignore_ascii_case("as"))
            {
                let message = format!("`{}` cannot be the name of a stage", &**alias);
                let help = "start with a letter, then use letters, digits, `_`, `-` and `.`";
                self.refuse_with("bad-stage-name", alias.span, message, help);
            }
        }
        from
    }

    fn healthcheck<'a>(&mut self, it: &Instruction<'a>) -> Healthcheck<'a> {
        let (word, rest) = words::split_once(it.text.as_str(), it.args);
        if word.is_empty() {
            self.missing(it, "`CMD` and a command, or `NONE`");
            return Healthcheck {
                word: None,
                command: None,
            };
        }
        let word = it.text.word(word);
        let mut command = None;
        if word.eq_ignore_ascii_case("none") {
            if let Some(rest) = rest {
                let span = it.text.span(rest);
                self.refuse(
                    "healthcheck-arguments",
                    span,
                    "`HEALTHCHECK NONE` takes no arguments",
                );
            }
        } else if word.eq_ignore_ascii_case("cmd") {
            command = rest.map(|rest| self.command(it, rest));
            let empty = match &command {
                None => true,
                Some(Command::Exec(words)) => words.is_empty(),
                Some(Command::Shell { .. }) => false,
            };
            if empty {
                self.refuse(
                    "missing-argument",
                    word.span,
                    "`HEALTHCHECK CMD` needs a command",
                );
            }
            healthcheck::check_flags(it, self.problems);
        } else {
            let message = format!(
                "`HEALTHCHECK` knows `CMD` and `NONE`, not `{}`",
                shorten(&word)
            );
            self.refuse("healthcheck-type", word.span, message);
        }
        Healthcheck {
            word: Some(word),
            command,
        }
    }

    fn shell<'a>(&mut self, it: &Instruction<'a>) -> Shell<'a> {
        let ExecForm::Array(list) = self.exec_form(it, it.args) else {
            let span = if it.args.is_empty() {
                it.keyword.span
            } else {
                it.text.span(it.args)
            };
            let message = "`SHELL` takes a JSON array only";
            let help = "write it as `SHELL [\"/bin/bash\", \"-c\"]`";
            self.refuse_with("shell-not-json", span, message, help);
            return Shell { words: None };
        };
        if list.is_empty() {
            self.refuse("missing-argument", it.keyword.span, "SHELL needs a program");
        }
        Shell { words: Some(list) }
    }

    fn onbuild<'a>(&mut self, it: &Instruction<'a>) -> Option<Box<Instruction<'a>>> {
        if it.args.is_empty() {
            self.missing(it, "an instruction");
            return None;
        }
        let mut inner = Vec::new();
        let (escape, index, line) = (self.escape, self.index, self.line);
        let mut reader = Reader {
            escape,
            index,
            line,
            problems: &mut inner,
        };
        let child = reader.instruction(it.text.slice(it.args));
        // Docker checks a trigger when it fires: the error hits whoever builds on the image.
        for mut problem in inner {
            if problem.phase == Phase::Instruction {
                problem.phase = Phase::Evaluation;
            }
            self.problems.push(problem);
        }
        let forbidden = match child.kind {
            Kind::Onbuild(_) => Some("ONBUILD"),
            Kind::From(_) => Some("FROM"),
            Kind::Maintainer(_) => Some("MAINTAINER"),
            _ => None,
        };
        if let Some(forbidden) = forbidden {
            let message = format!("`{forbidden}` cannot be a trigger");
            self.refuse("forbidden-trigger", child.keyword.span, message);
        }
        Some(Box::new(child))
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

/// The place of a flag's value, or the flag if it has none.
fn value_span(flag: &super::ast::Flag<'_>) -> Span {
    flag.word()
        .map(|word| word.span)
        .filter(|span| !span.is_empty())
        .unwrap_or(flag.span)
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
