//! CP3015 repeated-block.

use crate::rule::prelude::*;

rule!(CP3015, on: [Compose(check)]);

/// Lines from which on a block is worth a name.
const LINES: usize = 4;

fn check(cx: &mut ComposeCx<'_, '_>) {
    let mut blocks: Vec<(String, Vec<&Field<'_>>)> = Vec::new();
    for service in cx.services() {
        for field in service.value().fields().iter().filter(|it| !it.is_merged) {
            let text = raw_text(field.value.place, cx);
            if field.value.alias.is_some() || text.lines().count() < LINES {
                continue;
            }
            let lines = text
                .lines()
                .map(str::trim)
                .filter(|it| !it.starts_with('#'));
            let text = format!("{}:{}", field.key, lines.collect::<Vec<_>>().join("\n"));
            match blocks.iter_mut().find(|(known, _)| *known == text) {
                Some((_, uses)) => uses.push(field),
                None => blocks.push((text, vec![field])),
            }
        }
    }
    for (_, uses) in blocks {
        let [first, second, rest @ ..] = uses.as_slice() else {
            continue;
        };
        if rest.is_empty() || first.value.place == second.value.place {
            continue;
        }
        let message = format!("{} services have the same `{}`", uses.len(), first.key);
        cx.report(first.key_place, message)
            .help("write it once, with an anchor or `extends`");
        for other in uses.iter().skip(1).take(3) {
            cx.label(other.key_place, "the same again");
        }
    }
}
