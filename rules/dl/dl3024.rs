//! DL3024 duplicate-stage-name.

use crate::rule::prelude::*;

rule!(DL3024, on: [Dockerfile(check)]);

fn check(file: &Dockerfile<'_>, cx: &mut Cx<'_, '_>) {
    let mut seen = std::collections::HashMap::new();
    for instruction in &file.instructions {
        let Kind::From(From {
            alias: Some(alias), ..
        }) = &instruction.kind
        else {
            continue;
        };
        let name = alias.to_lowercase();
        if let Some(first) = seen.get(&name) {
            cx.report(alias.span, format!("a stage above is called `{name}`, too"))
                .label(*first, "the first one")
                .help("give each stage its own name; letter case does not tell them apart");
        } else {
            seen.insert(name, alias.span);
        }
    }
}
