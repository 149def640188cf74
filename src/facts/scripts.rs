//! The shell scripts of an instruction, and which shell runs them.

use crate::dockerfile::ast::{Command, Instruction, Kind};
use crate::dockerfile::model::Base;
use crate::dockerfile::{Document, Heredoc, string_text};
use crate::shell::{Dialect, Script};
use crate::text::{MappedText, Range, Span, Word};

use super::pragmas::{Pragma, PragmaKind};

/// Parses what a `RUN`, or the trigger of an `ONBUILD`, hands to a shell.
pub(super) fn scripts<'s>(
    document: &Document<'s>,
    pragmas: &[Pragma<'s>],
    instruction: &Instruction<'s>,
) -> Vec<Script<'s>> {
    let it = instruction.trigger();
    let Kind::Run(run) = &it.kind else {
        return Vec::new();
    };
    match &run.command {
        Command::Exec(words) => exec_form(it, words),
        Command::Shell { text, .. } if text.is_empty() => Vec::new(),
        Command::Shell { text, .. } => {
            let dialect = shell(document, pragmas, it.index);
            let file = document.tree.text;
            match it.heredocs.as_slice() {
                [] => vec![Script::parse(it.text.slice(*text), dialect)],
                [only] if only.opener.range == *text => {
                    let body = without_carriage_returns(&only.text(file), file);
                    let dialect = Dialect::of_shebang(body.as_str()).unwrap_or(dialect);
                    vec![Script::parse(body, dialect)]
                }
                heredocs => {
                    vec![Script::parse(
                        with_bodies(it, *text, heredocs, file),
                        dialect,
                    )]
                }
            }
        }
    }
}

/// Exec form runs one program. If that is a shell with `-c`, also one that another program runs,
/// its script is parsed, too.
fn exec_form<'s>(it: &Instruction<'s>, words: &[Word<'s>]) -> Vec<Script<'s>> {
    if words.is_empty() {
        return Vec::new();
    }
    let strings = words
        .iter()
        .map(|word| (word.range, Box::from(&*word.text)));
    let mut scripts = vec![Script::of_words(it.text.clone(), strings)];
    if let Some((dialect, script)) = shell_call(words) {
        scripts.push(Script::parse(string_text(&it.text, script.range), dialect));
    }
    scripts
}

/// The script of a shell called with `-c`, and its language.
fn shell_call<'w, 's>(words: &'w [Word<'s>]) -> Option<(Dialect, &'w Word<'s>)> {
    let at = words
        .iter()
        .position(|word| Dialect::of_program(word).is_posix_like())?;
    let args = words.get(at + 1..)?;
    let options = args
        .iter()
        .take_while(|it| it.len() > 1 && it.starts_with(['-', '+']))
        .count();
    let takes_script = |word: &Word<'_>| !word.starts_with("--") && word.contains('c');
    let (options, rest) = args.split_at_checked(options)?;
    let script = rest.first().filter(|_| options.iter().any(takes_script))?;
    Some((Dialect::of_program(words.get(at)?), script))
}

/// The text with its here-documents, as the shell gets it: text, line break, body, delimiter.
fn with_bodies<'s>(
    it: &Instruction<'s>,
    text: Range,
    heredocs: &[Heredoc<'s>],
    file: &'s str,
) -> MappedText<'s> {
    let mut whole = MappedText::build(file, it.head.start);
    whole.push_part(&it.text, text);
    let behind = heredocs
        .first()
        .map_or(it.head.end, |first| first.body.start);
    whole.push_decoded("\n", Span::new(it.head.end, behind));
    for heredoc in heredocs {
        let end = heredoc
            .terminator
            .map_or(heredoc.body.end, |terminator| terminator.end);
        push_lines(&mut whole, file, Span::new(heredoc.body.start, end));
        whole.push_decoded("\n", Span::at(end));
    }
    whole.finish()
}

fn without_carriage_returns<'s>(text: &MappedText<'s>, file: &'s str) -> MappedText<'s> {
    if !text.as_str().contains("\r\n") {
        return text.clone();
    }
    let mut out = MappedText::build(file, text.offset(0));
    for span in text.spans(text.all()) {
        push_lines(&mut out, file, span);
    }
    out.finish()
}

/// Appends lines of the file with plain line breaks. A shell would take the carriage returns of a
/// file edited on Windows as text, which is worth one remark and not one for each line.
fn push_lines<'s>(out: &mut crate::text::Builder<'s>, file: &'s str, span: Span) {
    let mut at = span.start;
    for line in span.of(file).split_inclusive('\n') {
        let end = at + crate::text::offset(line.len());
        if line.ends_with("\r\n") {
            out.push_plain(Span::new(at, end - 2));
            out.push_plain(Span::new(end - 1, end));
        } else {
            out.push_plain(Span::new(at, end));
        }
        at = end;
    }
}

/// The shell that runs the shell form of an instruction.
fn shell(document: &Document<'_>, pragmas: &[Pragma<'_>], index: usize) -> Dialect {
    let state = document.model.state(index);
    if let Some(dialect) = shell_pragma(document, pragmas, index) {
        return dialect;
    }
    if let Some(Kind::Shell(shell)) = state
        .shell
        .and_then(|shell| document.tree.instructions.get(shell))
        .map(|it| &it.kind)
    {
        let program = shell.words.as_ref().and_then(|words| words.first());
        return program.map_or(Dialect::Sh, |program| Dialect::of_program(program));
    }
    if state.stage.is_some_and(|stage| is_windows(document, stage)) {
        return Dialect::Cmd;
    }
    Dialect::Sh
}

/// `# hadolint shell=` or `# plimsoll shell=`: from there to the end of the stage; in front of the
/// first `FROM`, for all stages.
fn shell_pragma(document: &Document<'_>, pragmas: &[Pragma<'_>], index: usize) -> Option<Dialect> {
    let stage = document.model.stage_of(index)?;
    let start = |index: usize| {
        document
            .tree
            .instructions
            .get(index)
            .map(|it| it.span.start)
    };
    let (from, here) = (start(stage.instructions.start)?, start(index)?);
    let first = document
        .model
        .stages
        .first()
        .and_then(|it| start(it.instructions.start))?;
    let applies = |at: u32| at < here && (at > from || at < first);
    let mut words = pragmas
        .iter()
        .rev()
        .filter(|pragma| applies(pragma.span.start));
    words.find_map(|pragma| match &pragma.kind {
        PragmaKind::Shell(program) => Some(Dialect::of_program(program)),
        _ => None,
    })
}

/// True if the stage goes back to an image with Windows in it, as far as its name tells.
pub fn is_windows(document: &Document<'_>, mut stage: usize) -> bool {
    loop {
        let Some(it) = document.model.stages.get(stage) else {
            return false;
        };
        let from = document.tree.instructions.get(it.instructions.start);
        let platform = from.and_then(|from| from.flag("platform"));
        if platform.is_some_and(|flag| flag.text().to_ascii_lowercase().starts_with("windows")) {
            return true;
        }
        match it.base {
            Base::Stage(parent) if parent < stage => stage = parent,
            _ => {
                let image = it
                    .image
                    .as_ref()
                    .map_or("", |word| word)
                    .to_ascii_lowercase();
                let known = it.value.known().unwrap_or_default().to_ascii_lowercase();
                return ["windows", "nanoserver", "servercore"]
                    .iter()
                    .any(|mark| image.contains(mark) || known.contains(mark));
            }
        }
    }
}
