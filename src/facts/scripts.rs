//! The shell scripts of an instruction, and which shell runs them.

use crate::dockerfile::ast::{Command, Copy, Healthcheck, Instruction, Kind};
use crate::dockerfile::{Document, Heredoc, string_text};
use crate::image::ImageRef;
use crate::shell::{
    Dialect, Origin, Script, Setting, is_option, is_shell, read_options, shell_call,
};
use crate::text::{MappedText, Range, Span, Word};

use super::pragmas::{Pragma, PragmaKind};

/// Parses what an instruction, or the trigger of an `ONBUILD`, hands to a shell.
pub(super) fn scripts<'s>(
    document: &Document<'s>,
    pragmas: &[Pragma<'s>],
    instruction: &Instruction<'s>,
) -> Vec<Script<'s>> {
    let it = instruction.trigger();
    let (command, origin) = match &it.kind {
        Kind::Run(run) => (&run.command, Origin::Run),
        Kind::Cmd(command) => (command, Origin::Cmd),
        Kind::Entrypoint(command) => (command, Origin::Entrypoint),
        Kind::Healthcheck(Healthcheck {
            command: Some(command),
            ..
        }) => (command, Origin::Healthcheck),
        Kind::Copy(copy) | Kind::Add(copy) => return files(document, it, copy),
        _ => return Vec::new(),
    };
    let text = match command {
        Command::Exec(words) => return exec_form(document, it, words, origin),
        Command::Shell { text, .. } if text.is_empty() => return Vec::new(),
        Command::Shell { text, .. } => *text,
    };
    let mut setting = shell(document, pragmas, it.index);
    setting.origin = origin;
    // A broken JSON array is no shell text that anyone wrote, and PowerShell is another language.
    setting.is_quoted = is_foreign(text.of(it.text.as_str()));
    let file = document.tree.text;
    let text = match it.heredocs.as_slice() {
        [] => it.text.slice(text),
        [only] if only.opener.range == text => {
            let body = without_carriage_returns(&only.text(file), file);
            by_shebang(body.as_str(), &mut setting);
            body
        }
        heredocs => with_bodies(it, text, heredocs, file),
    };
    with_nested(document, it.index, text, setting)
}

/// True for a text that was meant to be a JSON array, and is none, and for one that hands all of
/// itself to PowerShell or `cmd`.
fn is_foreign(text: &str) -> bool {
    let separators = ["\", \"", "\",\"", "', '", "','"];
    let strings = text.starts_with("[\"") || text.starts_with("['");
    let first = text.split_whitespace().next().unwrap_or_default();
    let foreign = matches!(
        Dialect::of_program(first),
        Dialect::PowerShell | Dialect::Cmd
    );
    foreign || (text.starts_with('[') && (strings || separators.iter().any(|it| text.contains(it))))
}

/// Parses a script, and what it hands to other shells with `-c`.
fn with_nested<'s>(
    document: &Document<'s>,
    instruction: usize,
    text: MappedText<'s>,
    mut setting: Setting,
) -> Vec<Script<'s>> {
    setting.names = names(document, instruction, text.as_str());
    let script = Script::parse(text, &setting);
    let mut calls = script
        .commands()
        .filter(|it| it.program().is_some_and(is_shell));
    let nested: Vec<_> = script
        .nested()
        .map(|(dialect, range)| {
            let mut setting = Setting {
                is_quoted: true,
                errexit: false,
                pipefail: false,
                dialect,
                ..setting.clone()
            };
            // Both come in the same order.
            if let Some(call) = calls.find(|it| it.range().end >= range.end) {
                read_options(call.args().map(crate::shell::Word::cooked), &mut setting);
            }
            Script::parse(script.text.slice(range), &setting)
        })
        .collect();
    drop(calls);
    std::iter::once(script).chain(nested).collect()
}

/// The names that a script mentions and that `ARG` or `ENV` set for it.
fn names(document: &Document<'_>, instruction: usize, text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let triggers = triggers(document, instruction).next().is_some();
    let none = document.model.scopes.definitions().is_empty() && !triggers;
    if none || !text.contains('$') {
        return names;
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    for word in text.split(|c: char| !is_part(c)) {
        let is_name = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if is_name
            && !names.iter().any(|name| name == word)
            && (document.model.definition(word, instruction).is_some()
                || (triggers && is_set_by_trigger(document, word, instruction)))
        {
            names.push(word.to_owned());
        }
    }
    names
}

/// The triggers that run before that of the `ONBUILD` at `instruction`, the last one first. None
/// if it is no `ONBUILD`.
fn triggers<'d, 's>(
    document: &'d Document<'s>,
    instruction: usize,
) -> impl Iterator<Item = &'d Instruction<'s>> {
    let all = &document.tree.instructions;
    let trigger = |it: &'d Instruction<'s>| match &it.kind {
        Kind::Onbuild(Some(trigger)) => Some(&**trigger),
        _ => None,
    };
    let is_trigger = all.get(instruction).and_then(trigger).is_some();
    let start = document
        .model
        .stage_of(instruction)
        .map_or(0, |stage| stage.instructions.start);
    let before = if is_trigger { start..instruction } else { 0..0 };
    let before = all.get(before).unwrap_or_default();
    // Nobody writes more; a file made by a program must not take forever.
    before.iter().rev().filter_map(trigger).take(100)
}

fn is_set_by_trigger(document: &Document<'_>, name: &str, instruction: usize) -> bool {
    triggers(document, instruction).any(|trigger| match &trigger.kind {
        Kind::Arg(arg) => arg.names.iter().any(|it| &*it.name == name),
        Kind::Env(env) => env.pairs.iter().any(|pair| &*pair.key == name),
        _ => false,
    })
}

/// Shell scripts that `COPY` or `ADD` writes from here-documents: those whose name or first line
/// says so. Where Docker replaces variables in them, they are not what stands in the file.
fn files<'s>(document: &Document<'s>, it: &Instruction<'s>, copy: &Copy<'s>) -> Vec<Script<'s>> {
    let file = document.tree.text;
    let mut scripts = Vec::new();
    let heredocs = copy.sources.iter().filter_map(|source| source.heredoc);
    for heredoc in heredocs.filter_map(|index| it.heredocs.get(index)) {
        let body = without_carriage_returns(&heredoc.text(file), file);
        let target = copy.destination.as_deref().unwrap_or_default();
        let name = if target.ends_with('/') {
            &heredoc.name
        } else {
            target
        };
        let by_name = match name.rsplit_once('.') {
            Some((_, "sh")) => Some(Dialect::Sh),
            Some((_, "bash")) => Some(Dialect::Bash),
            _ => None,
        };
        let dialect = Dialect::of_shebang(body.as_str()).or(by_name);
        let replaced = heredoc.expands && body.as_str().contains(['$', '\\']);
        if let Some(dialect) = dialect.filter(|_| !replaced) {
            let setting = Setting {
                origin: Origin::File,
                ..dialect.into()
            };
            scripts.push(Script::parse(body, &setting));
        }
    }
    scripts
}

/// Exec form runs one program. If that is a shell with `-c`, also one that another program runs,
/// its script is parsed, too.
fn exec_form<'s>(
    document: &Document<'s>,
    it: &Instruction<'s>,
    words: &[Word<'s>],
    origin: Origin,
) -> Vec<Script<'s>> {
    if words.is_empty() {
        return Vec::new();
    }
    let strings = words
        .iter()
        .map(|word| (word.range, Box::from(&*word.text)));
    let mut scripts = vec![Script::of_words(it.text.clone(), origin, strings)];
    let texts: Vec<&str> = words.iter().map(|word| &**word).collect();
    if let Some((mut setting, at)) = shell_call(&texts)
        && let Some(script) = words.get(at)
    {
        setting.origin = origin;
        let text = string_text(&it.text, script.range);
        scripts.extend(with_nested(document, it.index, text, setting));
    }
    scripts
}

/// The interpreter of a script, if its first line names one.
fn by_shebang(script: &str, setting: &mut Setting) {
    let Some(dialect) = Dialect::of_shebang(script) else {
        return;
    };
    *setting = Setting {
        origin: setting.origin,
        ..dialect.into()
    };
    let line = script.lines().next().unwrap_or_default();
    let words = line.trim_start_matches("#!").split_whitespace();
    read_options(words.skip_while(|word| !is_shell(word)).skip(1), setting);
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
fn shell(document: &Document<'_>, pragmas: &[Pragma<'_>], index: usize) -> Setting {
    let state = document.model.state(index);
    let mut setting = Setting::default();
    let in_trigger = triggers(document, index).map(|it| &it.kind);
    let shell = in_trigger
        .filter(|kind| matches!(kind, Kind::Shell(_)))
        .chain(
            state
                .shell
                .and_then(|shell| document.tree.instructions.get(shell))
                .map(|it| &it.kind),
        )
        .next();
    if let Some(Kind::Shell(shell)) = shell {
        let words = || shell.words.iter().flatten().map(|word| &**word);
        // Another program may run the shell, such as `conda run`.
        let first = words().next().map_or(Dialect::Sh, Dialect::of_program);
        let later = words().find(|word| is_shell(word));
        setting = match (first, later) {
            (Dialect::Other, Some(later)) => Dialect::of_program(later).into(),
            _ => first.into(),
        };
        for word in words().skip(1) {
            setting.errexit |= is_option(word, 'e') || word == "errexit";
            setting.pipefail |= word == "pipefail";
        }
    } else if state.stage.is_some_and(|stage| is_windows(document, stage)) {
        setting.dialect = Dialect::Cmd;
    }
    if let Some(dialect) = shell_pragma(document, pragmas, index) {
        setting.dialect = dialect;
        return setting;
    }
    if setting.dialect == Dialect::Sh
        && state.stage.is_some_and(|stage| is_busybox(document, stage))
    {
        setting.dialect = Dialect::Ash;
    }
    setting
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
pub fn is_windows(document: &Document<'_>, stage: usize) -> bool {
    let Some(root) = document.model.chain(stage).last() else {
        return false;
    };
    let on_windows = document.model.chain(stage).any(|it| {
        let from = document.tree.instructions.get(it.instructions.start);
        let platform = from.and_then(|from| from.flag("platform"));
        platform.is_some_and(|flag| flag.text().to_ascii_lowercase().starts_with("windows"))
    });
    let image = root
        .image
        .as_deref()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let known = root.value.known().unwrap_or_default().to_ascii_lowercase();
    on_windows
        || ["windows", "nanoserver", "servercore"]
            .iter()
            .any(|mark| image.contains(mark) || known.contains(mark))
}

/// True if the stage goes back to an image whose `sh` is that of busybox: Alpine, busybox, and
/// images whose tag names Alpine.
pub fn is_busybox(document: &Document<'_>, stage: usize) -> bool {
    let Some(root) = document.model.chain(stage).last() else {
        return false;
    };
    has_busybox(root.value.prefix()) || root.value.suffix().contains("alpine")
}

/// True for the name of an image whose `sh` is that of busybox.
pub fn has_busybox(image: &str) -> bool {
    let image = ImageRef::read(image);
    let name = image.name().rsplit('/').next().unwrap_or_default();
    matches!(name, "alpine" | "busybox") || image.tag().is_some_and(|tag| tag.contains("alpine"))
}
