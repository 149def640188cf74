//! DX1003 heredoc-without-errexit.

use crate::rule::prelude::*;

rule!(DX1003, on: [Script(check)]);

/// Commands that fail only if the shell itself is broken.
const HARMLESS: [&str; 10] = [
    "set", "echo", "true", ":", "export", "printf", "shopt", "umask", "alias", "exit",
];

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    let [heredoc] = cx.instruction().map_or(&[][..], |it| &it.heredocs) else {
        return;
    };
    let body = script.origin == Origin::Run && script.text.offset(0) >= heredoc.body.start;
    let understood = script.dialect.is_posix_like() && script.status == Status::Parsed;
    if !body || !understood || script.is_quoted || script.errexit {
        return;
    }
    let steps: Vec<_> = script
        .commands()
        .filter(|it| it.wrapper().is_none() && it.within().is_top_level())
        .collect();
    let masked = |(index, step): &(usize, &Command<'_>)| {
        let next = steps.get(index + 1);
        let fails = step.name().is_none_or(|name| !HARMLESS.contains(&name));
        let unchecked = next.is_some_and(|next| next.link() == Link::Seq);
        let set = script.is_set("errexit", Some('e'), step.range().start);
        fails && unchecked && !set && !step.within().background
    };
    if let Some((_, first)) = steps.iter().enumerate().find(masked) {
        let start = heredoc.body.start;
        let indent: String = cx
            .text(heredoc.body)
            .chars()
            .take_while(|c| matches!(c, ' ' | '\t'))
            .collect();
        let line_break = if cx.text(heredoc.body).contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let fix = Fix::unchecked("start with `set -e`")
            .insert(start, format!("{indent}set -e{line_break}"));
        // A line with the interpreter has to stay the first.
        let fix = Some(fix).filter(|_| !script.text.as_str().starts_with("#!"));
        let name = first.name_word().map_or(first.span(), ShellWord::span);
        cx.report(
            heredoc.opener.span,
            "the build goes on when a command of this here-document fails",
        )
        .label(name, "may fail unnoticed")
        .help("start it with `set -e`")
        .fix(fix);
    }
}
