//! DX5107 sudo-nopasswd.

use crate::rule::prelude::*;

rule!(DX5107, on: [Instruction(check)]);

const WORD: &str = "NOPASSWD:";

fn check<'s>(it: &Instruction<'s>, cx: &mut Cx<'_, 's>) {
    match &it.kind {
        Kind::Run(_) if it.text.as_str().contains(WORD) || !it.heredocs.is_empty() => {}
        Kind::Copy(_) | Kind::Add(_) if !it.heredocs.is_empty() => {}
        _ => return,
    }
    let file = cx.tree().text;
    let bodies = it.heredocs.iter().map(|heredoc| heredoc.text(file));
    for text in std::iter::once(it.text.clone()).chain(bodies) {
        let mut lines = text.as_str();
        let mut from = 0;
        while let Some(at) = lines.find(WORD) {
            let start = from + at;
            let behind = start + WORD.len();
            lines = text.as_str().get(behind..).unwrap_or_default();
            let before = text.as_str().get(..start).unwrap_or_default();
            from = behind;
            if is_granted(before, lines) && cx.is_shipped() {
                let span = text.span(Range::new(start, behind - 1));
                cx.report(span, "whoever has this account is root without a password")
                    .help("name the commands that are needed, or do without `sudo`");
            }
        }
    }
}

/// True if all commands follow, and the line is no comment.
fn is_granted(before: &str, behind: &str) -> bool {
    let behind = behind
        .trim_start()
        .trim_start_matches("SETENV:")
        .trim_start();
    let rest = behind.strip_prefix("ALL").unwrap_or("x");
    let line = before.rsplit('\n').next().unwrap_or_default();
    !rest.starts_with(|c: char| c.is_alphanumeric()) && !line.trim_start().starts_with('#')
}
