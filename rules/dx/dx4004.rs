//! DX4004 instruction-inside-run.

use crate::rule::prelude::*;

rule!(DX4004, on: [Script(check)]);

const KEYWORDS: [&str; 17] = [
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
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    let text = script.text.as_str();
    let in_run = script.origin == Origin::Run && script.dialect.is_posix_like();
    if !in_run
        || !text
            .split_ascii_whitespace()
            .any(|it| KEYWORDS.contains(&it))
    {
        return;
    }
    for command in script.commands().filter(|it| !is_function(*it)) {
        let words: Vec<_> = command.words().collect();
        for (at, pair) in words.windows(2).enumerate() {
            let [word, next] = pair else { continue };
            let keyword = word.raw();
            if at == 0 && KEYWORDS.contains(&keyword) && fits(keyword, &words) {
                let drop = Span::new(word.span().start, next.span().start);
                let fix = Fix::unchecked("leave it out").delete(drop);
                let message = format!("the shell takes the instruction `{keyword}` for a command");
                cx.report(word.span(), message)
                    .help(help(keyword))
                    .fix((keyword == "RUN").then_some(fix));
            } else if KEYWORDS.contains(&next.raw()) && words.len() > at + 2 {
                lost_break(command, word.span(), *next, cx);
            }
        }
    }
}

/// Reports a keyword that starts a line below the `RUN`, and is an argument because the line before
/// is continued.
fn lost_break(command: Command<'_>, before: Span, word: ShellWord<'_>, cx: &mut Cx<'_, '_>) {
    let escape = cx.tree().escape;
    let column = |at: u32| cx.source().position(at).column;
    let below = |it: &Instruction<'_>| column(it.span.start) == column(word.span().start);
    let between = cx.text(Span::new(before.end, word.span().start));
    let blanks = between.trim_start_matches([' ', '\t']);
    let Some(rest) = blanks.strip_prefix(escape).filter(|it| it.contains('\n')) else {
        return;
    };
    let in_line = cx.tree().instructions.get(cx.index()).is_some_and(below);
    if in_line && command.wrapper().is_none() && rest.trim().is_empty() {
        let name = command.program().unwrap_or_default();
        let end = word.span().start - offset(rest.len());
        let fix = Fix::unchecked("end the line before").delete(Span::new(before.end, end));
        let message = format!(
            "`{name}` takes the instruction `{}` for an argument",
            word.raw()
        );
        cx.report(word.span(), message)
            .help(format!(
                "leave out the `{escape}` at the end of the line before"
            ))
            .fix(fix);
    }
}

/// True if the words behind a keyword are what the instruction takes. There may be a program of the
/// same name.
fn fits(keyword: &str, words: &[ShellWord<'_>]) -> bool {
    let first = words.get(1).map_or("", |it| it.cooked());
    match keyword {
        "ENV" | "LABEL" | "ARG" => first.contains('=') || (keyword == "ENV" && words.len() == 3),
        "WORKDIR" | "USER" | "STOPSIGNAL" => words.len() == 2 && !first.starts_with('-'),
        "EXPOSE" => first.starts_with(|c: char| c.is_ascii_digit() || c == '$'),
        "COPY" | "ADD" => words.len() > 2,
        _ => first.starts_with("--") || !first.starts_with('-'),
    }
}

fn help(keyword: &str) -> &'static str {
    match keyword {
        "RUN" => "leave it out",
        "ENV" | "ARG" => "end the `RUN` before it, or use `export`",
        "WORKDIR" => "end the `RUN` before it, or use `cd`",
        _ => "end the `RUN` before it",
    }
}

/// True for a command that the script defines.
fn is_function(command: Command<'_>) -> bool {
    let text = command.script().text.as_str();
    let name = command.name().filter(|name| KEYWORDS.contains(name));
    name.is_some_and(|name| text.contains(&format!("{name}()")))
}
