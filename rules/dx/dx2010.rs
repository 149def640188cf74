//! DX2010 mismatched-description.

use crate::rule::prelude::*;

rule!(DX2010, on: [From(check_from), Arg(check_arg)]);

fn check_from(from: &From<'_>, cx: &mut Cx<'_, '_>) {
    if let Some(alias) = &from.alias {
        report(&[alias], cx);
    }
}

fn check_arg(arg: &Arg<'_>, cx: &mut Cx<'_, '_>) {
    if !cx.in_onbuild() {
        let names: Vec<_> = arg.names.iter().map(|it| &it.name).collect();
        report(&names, cx);
    }
}

/// Reports a comment above the instruction whose last line does not start with one of the names.
fn report(names: &[&Word<'_>], cx: &mut Cx<'_, '_>) {
    let (Some((comment, text)), Some(first)) = (description(cx), names.first()) else {
        return;
    };
    let word = text.split(' ').next().unwrap_or_default();
    let is_from = cx
        .instruction()
        .is_some_and(|it| matches!(it.kind, Kind::From(_)));
    let named = |name: &&Word<'_>| {
        if is_from {
            name.to_lowercase() == word
        } else {
            ***name == *word
        }
    };
    if !names.iter().any(named) {
        cx.report(
            first.span,
            format!("the comment above does not describe `{}`", &***first),
        )
        .label(comment, "taken for its description")
        .help("start it with the name, or put an empty comment line below it");
    }
}

/// The last comment in front of the instruction, with its text as BuildKit reads it. A comment
/// without text parts what is above from the instruction.
fn description<'s>(cx: &Cx<'_, 's>) -> Option<(Span, &'s str)> {
    let it = cx.instruction()?;
    let tree = cx.tree();
    let behind = tree
        .comments
        .partition_point(|comment| comment.span.start < it.span.start);
    let comment = tree.comments.get(behind.checked_sub(1)?)?;
    let before = cx
        .index()
        .checked_sub(1)
        .and_then(|index| tree.instructions.get(index));
    if comment.inside.is_some() || before.is_some_and(|it| comment.span.start < it.span.end) {
        return None;
    }
    // Of an indented comment it takes the `#` for text.
    let text = cx.text(comment.span);
    let text = if comment.indented {
        text
    } else {
        text.strip_prefix('#')?
    };
    Some((comment.span, text.trim())).filter(|(_, text)| !text.is_empty())
}
