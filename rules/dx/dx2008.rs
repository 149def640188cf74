//! DX2008 base-without-default.

use crate::rule::prelude::*;

rule!(DX2008, on: [From(check)]);

fn check<'s>(from: &From<'s>, cx: &mut Cx<'_, 's>) {
    // What is wrong with every argument, Docker refuses.
    let variable = |word: &&Word<'_>| word.contains('$') && !cx.is_refused(word.span);
    let Some(word) = from.image.as_ref().filter(variable) else {
        return;
    };
    let value = cx.default_value(&word.text);
    let Some(text) = value.as_ref().and_then(Value::known) else {
        return;
    };
    if text == "scratch" || image::is_valid(text) {
        return;
    }
    let message = if text.is_empty() {
        "without a build argument, this names no image".to_owned()
    } else {
        format!("without a build argument, this is `{text}`, no valid image")
    };
    let missing: Vec<_> = cx
        .variables(word)
        .iter()
        .filter_map(|it| cx.model().definition(&it.name, cx.index()))
        .filter(|it| it.binding == Binding::Declared)
        .map(|it| it.span)
        .collect();
    let finding = cx.report(word.span, message);
    for span in missing {
        finding.label(span, "has no default");
    }
    finding.help("give the `ARG` a default, or use `${NAME:-default}`");
}
