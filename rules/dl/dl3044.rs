//! DL3044 env-self-reference.

use crate::rule::prelude::*;

rule!(DL3044, on: [Env(check)]);

fn check<'s>(env: &Pairs<'s>, cx: &mut Cx<'_, 's>) {
    // What a trigger finds defined is for another build to say.
    if cx.in_onbuild() {
        return;
    }
    for (index, pair) in env.pairs.iter().enumerate() {
        // Whoever gives a default knows that the variable may not be set.
        let mut variables = cx.variables(&pair.value);
        variables.retain(|variable| variable.is_plain);
        for variable in variables {
            let name = &variable.name;
            let mut others = env.pairs.iter().enumerate().filter(|(at, _)| *at != index);
            let Some((_, other)) = others.find(|(_, it)| *it.key == **name) else {
                continue;
            };
            // An earlier definition of the same name may be what is meant.
            if cx.model().definition(name, cx.index()).is_none() {
                cx.report(
                    variable.span,
                    format!("`{name}` does not have its new value here yet"),
                )
                .label(other.key.span, "set by the same instruction")
                .help("set it in an `ENV` of its own first");
            }
        }
    }
}
