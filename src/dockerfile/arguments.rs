//! The arguments of each instruction.

use crate::text::{Phase, Problem, Range, Span, Word};

use super::ast::{
    Arg, ArgName, Argument, Command, Copy, CopySource, Expose, Flag, From, Healthcheck,
    Instruction, Kind, Pair, Pairs, Run, Shell, Volume,
};
use super::exec_form::ExecForm;
use super::heredoc::opener_word;
use super::instruction::{Reader, is_stage_name, shorten};
use super::{directives, healthcheck, mount, words};

const OWN_LINE: &str = "put the comment on a line of its own";

impl Reader<'_> {
    pub(super) fn run<'a>(&mut self, it: &Instruction<'a>) -> Run<'a> {
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

    pub(super) fn device(&mut self, flag: &Flag<'_>) {
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
                    directives::go_bool(value).is_some()
                }
                Some(_) => false,
            };
            if !known {
                let message = format!("`{field}` says nothing about a device");
                self.refuse("bad-device", value.span(range), message);
            }
        }
    }

    pub(super) fn copy<'a>(&mut self, it: &Instruction<'a>) -> Copy<'a> {
        let (exec, mut list) = match self.exec_form(it, it.args) {
            ExecForm::Array(list) => (true, list),
            _ => (false, plain_words(it)),
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

    pub(super) fn pairs<'a>(&mut self, it: &Instruction<'a>) -> Pairs<'a> {
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

    pub(super) fn legacy_pair<'a>(&mut self, it: &Instruction<'a>) -> Pairs<'a> {
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

    pub(super) fn arg<'a>(&mut self, it: &Instruction<'a>) -> Arg<'a> {
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

    pub(super) fn expose<'a>(&mut self, it: &Instruction<'a>) -> Expose<'a> {
        let ports = plain_words(it);
        if ports.is_empty() {
            self.missing(it, "a port");
        }
        Expose { ports }
    }

    pub(super) fn volume<'a>(&mut self, it: &Instruction<'a>) -> Volume<'a> {
        let paths = match self.exec_form(it, it.args) {
            ExecForm::Array(paths) => paths,
            _ => plain_words(it),
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

    pub(super) fn argument<'a>(&mut self, it: &Instruction<'a>) -> Argument<'a> {
        let value = it.argument();
        if value.is_empty() {
            self.missing(it, "an argument");
        }
        Argument { value }
    }

    pub(super) fn from<'a>(&mut self, it: &Instruction<'a>) -> From<'a> {
        let list = plain_words(it);
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
        if let Some(alias) = from.alias.as_ref().filter(|alias| !is_stage_name(alias))
            && from
                .as_word
                .as_ref()
                .is_some_and(|word| word.eq_ignore_ascii_case("as"))
        {
            let message = format!("`{}` cannot be the name of a stage", &**alias);
            let help = "start with a letter, then use letters, digits, `_`, `-` and `.`";
            self.refuse_with("bad-stage-name", alias.span, message, help);
        }
        from
    }

    pub(super) fn healthcheck<'a>(&mut self, it: &Instruction<'a>) -> Healthcheck<'a> {
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

    pub(super) fn shell<'a>(&mut self, it: &Instruction<'a>) -> Shell<'a> {
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

    pub(super) fn onbuild<'a>(&mut self, it: &Instruction<'a>) -> Option<Box<Instruction<'a>>> {
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

/// The arguments split at blanks.
fn plain_words<'a>(it: &Instruction<'a>) -> Vec<Word<'a>> {
    let ranges = words::plain(it.text.as_str(), it.args);
    ranges
        .into_iter()
        .map(|range| it.text.word(range))
        .collect()
}

/// The place of a flag's value, or the flag if it has none.
fn value_span(flag: &Flag<'_>) -> Span {
    flag.word()
        .map(|word| word.span)
        .filter(|span| !span.is_empty())
        .unwrap_or(flag.span)
}
