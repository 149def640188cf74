//! DX6015 duplicate-env.

use crate::rule::prelude::*;

rule!(DX6015, on: [Env(check)]);

fn check<'s>(env: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    for (at, pair) in env.pairs.iter().enumerate() {
        let (value, key) = (cx.value(&pair.value.text), &*pair.key);
        let Some(known) = value.known().filter(|_| !key.contains('$')) else {
            continue;
        };
        let mut twins = env.pairs.iter().take(at);
        if let Some(first) = twins.find(|it| *it.key == *pair.key) {
            cx.report(
                first.key.span,
                format!("`{key}` is set again in the same `ENV`"),
            )
            .label(pair.key.span, "this value counts")
            .help("leave out the first one");
            continue;
        }
        let Some((it, first, read)) = earlier(key, cx) else {
            continue;
        };
        let was = cx.model().value(&first.value.text, it.index);
        let same = was.known() == Some(known) && !was.is_overridable() && !value.is_overridable();
        let alone =
            |it: &Instruction<'_>| matches!(&it.kind, Kind::Env(env) if env.pairs.len() == 1);
        let cut = |it: Option<&Instruction<'_>>| {
            let span = it
                .filter(|it| alone(it))
                .and_then(|it| cx.cut_instruction(it));
            span.map(|span| Fix::safe("leave it out").delete(span))
        };
        if same && !mentions(pair, key) {
            let fix = cut(cx.instruction());
            cx.report(pair.key.span, format!("`{key}` has this value already"))
                .label(first.key.span, "from here")
                .help("leave it out")
                .fix(fix);
        } else if !read && !env.pairs.iter().any(|it| mentions(it, key)) {
            let fix = cut(Some(it));
            let message = format!("`{key}` is set again before anything reads it");
            cx.report(first.key.span, message)
                .label(pair.key.span, "this value counts")
                .help("leave out the first one")
                .fix(fix);
        }
    }
}

/// The latest `ENV` of the stage that sets this variable, and whether anything behind it may have
/// read it.
fn earlier<'c, 's>(
    key: &str,
    cx: &Cx<'c, 's>,
) -> Option<(&'c Instruction<'s>, &'c Pair<'s>, bool)> {
    let mut read = false;
    for it in cx.before() {
        match &it.kind {
            Kind::Env(env) => {
                if let Some(pair) = env.pairs.iter().rev().find(|it| &*it.key == key) {
                    return Some((it, pair, read));
                }
                read |= env.pairs.iter().any(|it| mentions(it, key));
            }
            Kind::Label(labels) => read |= labels.pairs.iter().any(|it| mentions(it, key)),
            Kind::Expose(_) => read |= it.argument().contains('$'),
            // It hides the variable, or the stage ends here.
            Kind::Arg(_) | Kind::From(_) => return None,
            _ => read = true,
        }
    }
    None
}

/// True if the value may have this variable in it.
fn mentions(pair: &Pair<'_>, key: &str) -> bool {
    pair.value.contains('$') && pair.value.contains(key)
}
