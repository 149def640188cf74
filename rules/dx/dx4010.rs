//! DX4010 command-substitution-outside-run.

use crate::rule::prelude::*;

rule!(DX4010, on: [Instruction(check)]);

/// Parts of names of variables that a shell reads as a script, or that servers hand to `eval`.
const SCRIPTS: [&str; 9] = [
    "ARGS", "CMD", "COMMAND", "EVAL", "HOOK", "OPTIONS", "OPTS", "PROMPT", "SCRIPT",
];

fn check<'s>(it: &Instruction<'s>, cx: &mut Cx<'_, 's>) {
    let escape = cx.tree().escape;
    if matches!(it.kind, Kind::Run(_)) || !it.text.as_str().contains(['(', '`']) {
        return;
    }
    for (name, word) in expanded_words(it) {
        let Some(range) = substitution(&word.text, escape).filter(|_| !is_script(name)) else {
            continue;
        };
        let text = range.of(&word.text);
        // Labels show commands to people.
        let whole = word.text.trim_matches('"') == text;
        if (text.starts_with('`') && escape == '`') || (matches!(it.kind, Kind::Label(_)) && !whole)
        {
            continue;
        }
        let shown = if text.len() > 40 || text.contains('`') {
            "$(…)"
        } else {
            text
        };
        let span = cx.place(word, range);
        cx.report(
            span,
            format!("`{shown}` stays as it is: no shell runs it here"),
        )
        .help("run it in a `RUN`, or give its result with `--build-arg`");
    }
}

fn is_script(name: Option<&Word<'_>>) -> bool {
    let Some(name) = name else { return false };
    let prompt = name.strip_prefix("PS").is_some_and(|it| it.len() == 1);
    prompt || SCRIPTS.iter().any(|part| name.contains(part))
}
