//! DL3044 env-self-reference.

use crate::rule::prelude::*;

rule!(DL3044, on: [Env(check)]);

fn check<'s>(env: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    if env.pairs.len() < 2 {
        return;
    }
    for (index, pair) in env.pairs.iter().enumerate() {
        for (name, span) in cx.variables(&pair.value) {
            let other = env.pairs.iter().enumerate().find(|(at, it)| *at != index && *it.key == *name);
            let Some((_, other)) = other else { continue };
            // An earlier definition of the same name may be what is meant.
            if cx.model().definition(&name, cx.index()).is_none() {
                let message = format!("`{name}` does not have its new value here yet");
                cx.report(span, message)
                    .label(other.key.span, "set by the same instruction")
                    .help("set it in an ENV of its own first");
            }
        }
    }
}
