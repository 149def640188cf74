//! What Docker refuses when it evaluates the instructions: names, references and values.
//!
//! Only certain refusals are reported. Where the outcome depends on a build argument, on a base
//! image or on the build context, this pass is silent.

mod mounts;
mod ports;
mod references;
mod values;

pub use values::{ARCHITECTURES, SIGNALS, SYSTEMS, is_signal, platform_fault};

use crate::text::{MappedText, Phase, Problem, Range, Span, Word};

use super::ast::{Dockerfile, Instruction, Kind};
use super::lex::{self, LexError, LexErrorKind, Lexing};
use super::model::{ExpandError, Model, Value};

/// All refusals of the third pass, in no particular order.
pub(super) fn verify<'a>(file: &Dockerfile<'a>, model: &Model<'a>) -> Vec<Problem> {
    let mut verifier = Verifier {
        file,
        model,
        problems: Vec::new(),
    };
    verifier.no_stage();
    for it in &file.instructions {
        verifier.instruction(it);
    }
    references::verify(&mut verifier);
    verifier.problems
}

struct Verifier<'v, 'a> {
    file: &'v Dockerfile<'a>,
    model: &'v Model<'a>,
    problems: Vec<Problem>,
}

impl<'a> Verifier<'_, 'a> {
    fn refuse(&mut self, id: &'static str, span: Span, message: impl Into<String>) {
        self.problems
            .push(Problem::new(id, Phase::Evaluation, span, message));
    }

    fn refuse_with(
        &mut self,
        id: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems
            .push(Problem::new(id, Phase::Evaluation, span, message).help(help));
    }

    fn no_stage(&mut self) {
        let only_args = self
            .file
            .instructions
            .iter()
            .all(|it| matches!(it.kind, Kind::Arg(_)));
        if let Some(last) = self.file.instructions.last().filter(|_| only_args) {
            let help = "add `FROM` and an image";
            self.refuse_with(
                "no-stage",
                last.keyword.span,
                "no `FROM` follows this `ARG`",
                help,
            );
        }
    }

    /// The value of a word that Docker expands. Reports what cannot be expanded.
    fn expand(
        &mut self,
        it: &Instruction<'a>,
        text: &MappedText<'a>,
        word: &Word<'a>,
    ) -> Value<'a> {
        match self.model.expand(&word.text, it.index) {
            Ok(value) => value,
            Err(error) => {
                self.expand_error(text, word, error);
                Value::unknown()
            }
        }
    }

    fn expand_error(&mut self, text: &MappedText<'a>, word: &Word<'a>, error: ExpandError) {
        // JSON strings are decoded, so that their offsets say nothing; the word must do.
        let plain = word.range.of(text.as_str()) == &*word.text;
        let place = |range: Range| {
            if plain {
                text.span(range.shift(word.range.start))
            } else {
                word.span
            }
        };
        match error {
            ExpandError::Lex(error) => self.lex_error(error, place(error.range)),
            ExpandError::Required(range) => {
                let message = "this variable is required, and nothing sets it";
                self.refuse("required-variable", place(range), message);
            }
        }
    }

    fn lex_error(&mut self, error: LexError, span: Span) {
        let (id, message, help) = match error.kind {
            LexErrorKind::SingleQuote => (
                "open-quote",
                "this `'` has no partner",
                "close the quote, or escape it to have it in the text",
            ),
            LexErrorKind::DoubleQuote => (
                "open-quote",
                "this `\"` has no partner",
                "close the quote, or escape it to have it in the text",
            ),
            LexErrorKind::Brace => (
                "bad-substitution",
                "this `${` has no `}`",
                "close the brace",
            ),
            LexErrorKind::Substitution => (
                "bad-substitution",
                "there is no variable name behind `${`",
                "name a variable, or escape the `$` to have it in the text",
            ),
            LexErrorKind::Modifier => (
                "bad-substitution",
                "Docker does not know this kind of substitution",
                "use `-`, `+`, `?`, `#`, `%` or `/`, or let the shell of a `RUN` do it",
            ),
            LexErrorKind::Depth => return,
        };
        self.refuse_with(id, span, message, help);
    }

    /// Expands the value of a flag, if it has one.
    fn expand_flag(&mut self, it: &Instruction<'a>, name: &str) -> Option<(Word<'a>, Value<'a>)> {
        let text = it.flag(name)?.value.clone()?;
        let word = text.word(text.all());
        let value = self.expand(it, &text, &word);
        Some((word, value))
    }

    fn instruction(&mut self, it: &Instruction<'a>) {
        let words: Vec<&Word<'a>> = match &it.kind {
            Kind::Env(pairs) | Kind::Label(pairs) => pairs
                .pairs
                .iter()
                .flat_map(|pair| [&pair.key, &pair.value])
                .collect(),
            Kind::Arg(arg) => arg
                .names
                .iter()
                .filter_map(|name| name.default.as_ref())
                .collect(),
            Kind::User(argument) | Kind::Workdir(argument) => vec![&argument.value],
            Kind::Stopsignal(argument) => return self.signal(it, &argument.value),
            Kind::Expose(expose) => return self.expose(it, expose),
            Kind::Volume(volume) => return self.volume(it, volume),
            Kind::Copy(copy) => return self.copy(it, copy, Transfer::Copy),
            Kind::Add(add) => return self.copy(it, add, Transfer::Add),
            Kind::Run(run) => return self.run(it, run),
            Kind::From(from) => return self.from(it, from),
            _ => return,
        };
        for word in words {
            let value = self.expand(it, &it.text, word);
            if matches!(it.kind, Kind::Workdir(_)) {
                self.windows_path(it, word, &value);
            }
        }
    }

    fn run(&mut self, it: &Instruction<'a>, run: &super::ast::Run<'a>) {
        for mount in &run.mounts {
            self.mount(it, mount);
        }
        let syntax = self
            .file
            .directives
            .iter()
            .find(|it| it.name.eq_ignore_ascii_case("syntax"));
        let mainline = syntax.is_none_or(|syntax| {
            syntax.value.contains("docker/dockerfile") && !syntax.value.contains("labs")
        });
        if let Some(flag) = it.flag("device").filter(|_| mainline) {
            let message = "`--device` needs a frontend of the labs channel";
            let help = "start the file with `# syntax=docker/dockerfile:1-labs`";
            self.refuse_with("device-needs-labs", flag.span, message, help);
        }
    }

    /// Here-document bodies whose delimiter is not quoted are expanded, always with a backslash as
    /// the escape character and without quoting.
    fn heredoc_bodies(&mut self, it: &Instruction<'a>) {
        for heredoc in it.heredocs.iter().filter(|heredoc| heredoc.expands) {
            let body = heredoc.text(self.file.text);
            if body.as_str().contains('$') {
                let lexing = Lexing {
                    escape: '\\',
                    quotes: false,
                };
                if let Err(error) = lex::read(body.as_str(), lexing) {
                    self.lex_error(error, body.span(error.range));
                }
            }
        }
    }
}

/// Which of two instructions with the same arguments is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Transfer {
    Copy,
    Add,
}

/// A value that no build argument changes, if all of it is known.
fn fixed<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    if value.is_overridable() {
        None
    } else {
        value.known()
    }
}

/// True if the text has nothing to expand.
fn is_literal(text: &str, escape: char) -> bool {
    !text.contains(['$', '\'', '"', escape])
}
