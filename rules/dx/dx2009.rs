//! DX2009 ignored-copy-source.

use crate::rule::prelude::*;

rule!(DX2009, on: [Copy(check), Add(check)]);

fn check<'s>(copy: &Copy<'s>, cx: &mut Cx<'_, 's>) {
    let from = cx.instruction().and_then(|it| it.flag("from"));
    if from.is_some_and(|flag| !flag.text().is_empty()) || cx.in_onbuild() {
        return;
    }
    let Some(file) = cx.ignore_file() else { return };
    // What is taken back in, and from where, is more than can be told from the text.
    if file
        .patterns()
        .iter()
        .any(|it| it.negated || it.is_malformed())
    {
        return;
    }
    for source in copy.sources.iter().filter(|it| it.heredoc.is_none()) {
        let value = cx.value(&source.word.text);
        let local = |text: &&str| SourceKind::read(text) == SourceKind::Local;
        let Some(path) = value.known().filter(local).map(clean) else {
            continue;
        };
        let pattern = if matches!(path.as_str(), "." | "/") {
            file.patterns().iter().find(|it| it.is_everything())
        } else {
            file.ignores(&path)
        };
        if let Some(pattern) = pattern {
            let message = format!("`{path}` is not in the build context");
            cx.report(source.word.span, message)
                .note(format!(
                    "The ignore file leaves it out by `{}`.",
                    pattern.text
                ))
                .help("take it out of `.dockerignore`, or do without it");
        }
    }
}
