//! SC2251 negation-outside-condition.

use crate::rule::prelude::*;

rule!(SC2251, on: [Script(check)]);

fn check(script: &Script<'_>, cx: &mut Cx<'_, '_>) {
    for command in script.linted_commands() {
        let within = command.within();
        let at = command.range().start;
        let ends_on_failure = script.errexit || script.is_set("errexit", Some('e'), at);
        if !within.negated || within.condition || !ends_on_failure {
            continue;
        }
        let Some(mark) = negation(script, at) else {
            continue;
        };
        // The status counts where something is done with it, or where the script ends with it.
        let next = command.later().find(|it| !it.within().negated);
        if next.is_some_and(|next| !matches!(next.link(), Link::And | Link::Or)) {
            cx.report(
                mark,
                "the script goes on whatever comes out of this negated command",
            )
            .help("write `if command; then exit 1; fi`, or add `|| exit 1`");
        }
    }
}

/// The `!` in front of the command at `at`, if only blanks and opening braces are between.
fn negation(script: &Script<'_>, at: u32) -> Option<Span> {
    let before = script.text.as_str().get(..at as usize)?;
    let before = before.trim_end_matches([' ', '\t', '{', '(']);
    let start = before.strip_suffix('!')?.len();
    Some(script.text.span(Range::new(start, start + 1)))
}
